"""`make quality`: look at every type of page with the public checkers, and fail on any remark.

python -m tests.quality [--only BEGINNING-OF-A-NAME ...] [--without lighthouse]

Screenshots, saved pages and Lighthouse's reports are kept in DATA_DIR/quality (var/quality).
"""

import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.quality import demonstration, documents, lighthouse, markup, table, tools
from tests.quality.demonstration import Site
from tests.quality.pages import DOCUMENTS, PAGES, PageType
from tests.quality.visiting import Visit, visit
from tests.support.browser import FLAGS, NAMES
from tests.support.environment import ROOT

CHECKS = [
    "answer", "html", "axe", "width", "pictures", "data", "reading", "phone", "desktop", "schema",
]  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run what `arguments` ask for; return the status to exit with."""
    parser = ArgumentParser(prog="make quality", description="How good the pages are.")
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[""])
    parser.add_argument("--without", choices=["lighthouse"])
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    lacking = tools.missing() + ([] if chromium else ["no Chromium on the path"])
    if lacking or chromium is None:
        print("\n".join(lacking))
        return 1
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve() / "quality"
    wanted = tuple(options.only)
    pages = [page for page in PAGES if page.name.startswith(wanted)]
    with demonstration.running(folder / "site") as site:
        rows = _pages(site, pages, folder, chromium, marks=options.without != "lighthouse")
        named = {path: schema for path, schema in DOCUMENTS.items() if path.startswith(wanted)}
        for path, schema in named.items():
            rows[path] = {"schema": documents.problems(site.url + path, schema)}
    print(f"\n{table.as_text(rows, CHECKS)}\n\n{table.details(rows)}")
    print(f"Screenshots and reports are in {folder}")
    return 1 if any(problems for row in rows.values() for problems in row.values()) else 0


def _pages(
    site: Site, pages: Sequence[PageType], folder: Path, chromium: str, *, marks: bool
) -> dict[str, dict[str, list[str]]]:
    for name in ("screenshots", "pages", "lighthouse"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visits = [_visit(browser, site, page, folder) for page in pages]
        browser.close()
    _check_markup(visits, folder / "pages")
    for each in visits if marks else []:
        for form in lighthouse.FORMS if each.page.indexable and not each.page.staff else ():
            print(f"Lighthouse, {form}: {each.page.name}", flush=True)
            report = folder / "lighthouse" / f"{each.page.file_name}-{form}.json"
            url = site.url + each.page.path
            each.note(form, lighthouse.problems(url, chromium, form, report))
    return {each.page.name: each.problems for each in visits}


def _visit(browser: Browser, site: Site, page: PageType, folder: Path) -> Visit:
    print(f"Looking at {page.name}", flush=True)
    return visit(browser, site, page, folder / "screenshots")


def _check_markup(visits: Sequence[Visit], folder: Path) -> None:
    """Staff pages are Django's for the greater part, and left out."""
    files = {}
    for each in visits:
        if each.html and not each.page.staff:
            files[each.page.name] = folder / f"{each.page.file_name}.html"
            files[each.page.name].write_text(each.html, encoding="utf-8")
    said = markup.problems(files) if files else {}
    for each in visits:
        if each.page.name in said:
            each.note("html", said[each.page.name])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
