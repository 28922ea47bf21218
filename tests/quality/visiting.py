"""Each type of page in Chromium: photographed, tried with axe, and measured."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.quality import structured_data
from tests.quality.demonstration import Site
from tests.quality.pages import ARTICLE, PageType
from tests.quality.tools import AXE, READABILITY

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
# WCAG 2.2 AA and everything before it, and what axe calls good practice.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A picture may have that many times the pixels of its box in each direction.
LARGEST_PICTURE = 1.5
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
PICTURES = """() => [...document.images].filter(image => image.complete && image.clientWidth)
  .map(image => [image.currentSrc, image.naturalWidth / (image.clientWidth * devicePixelRatio)])"""


@dataclass
class Visit:
    """What was found on a page of one type: problems by the name of the check."""

    page: PageType
    html: str = ""
    problems: dict[str, list[str]] = field(default_factory=dict)

    def note(self, check: str, found: list[str]) -> None:
        self.problems.setdefault(check, []).extend(found)


def visit(browser: Browser, site: Site, kind: PageType, screenshots: Path) -> Visit:
    """Open the page at every width, light and dark; keep a picture of each in `screenshots`."""
    found = Visit(kind)
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(
                base_url=site.url,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            page = context.new_page()
            _open(page, site, kind, found)
            _see_everything(page)
            where = f"{width} px, {scheme}"
            name = f"{kind.file_name}-{width}-{scheme}.png"
            page.screenshot(path=screenshots / name, full_page=True)
            found.note("axe", [f"{where}: {said}" for said in _axe(page)])
            wider = page.evaluate(OVERFLOW) > 0
            found.note("width", [f"{where}: the page is wider than the window"] if wider else [])
            # Pages for staff show pictures for what they are, not at their best.
            large = [] if kind.staff else _large_pictures(page)
            found.note("pictures", [f"{where}: {said}" for said in large])
            if (width, scheme) == (WIDTHS[-1], "light"):
                _read_once(page, kind, found)
            context.close()
    return found


def _open(page: Page, site: Site, kind: PageType, found: Visit) -> None:
    if kind.staff:
        page.goto(f"/admin/login/?next={kind.path}")
        page.locator("[name=username]").fill(kind.staff)
        page.locator("[name=password]").fill(site.passwords[kind.staff])
        page.locator("[type=submit]").first.click()
        page.wait_for_url(f"**{kind.path}")
    else:
        answer = page.goto(kind.path)
        status = answer.status if answer else None
        right = status == kind.status
        found.note("answer", [] if right else [f"answers {status}, not {kind.status}"])
        if answer and right and not found.html:
            found.html = answer.text()
    if kind.act is not None:
        kind.act(page)
        found.html = page.content()


def _see_everything(page: Page) -> None:
    """Pictures that are loaded when they come near the window are loaded now."""
    page.evaluate("""async () => {
      for (const image of document.images) image.loading = "eager"
      await Promise.all([...document.images].map((image) => image.decode().catch(() => null)))
    }""")


def _axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{broken['id']}: {broken['help']} ({broken['nodes'][0]['target'][0]})"
        for broken in result["violations"]
    ]


def _large_pictures(page: Page) -> list[str]:
    return [
        f"{source} has {ratio:.1f} times the width of its box"
        for source, ratio in page.evaluate(PICTURES)
        if ratio > LARGEST_PICTURE and not source.endswith(".svg")
    ]


def _read_once(page: Page, kind: PageType, found: Visit) -> None:
    """What does not depend on the window."""
    data = page.locator("script[type='application/ld+json']").all_text_contents()
    found.note("data", structured_data.problems(data, kind.about))
    if kind.path == ARTICLE and kind.act is None:
        found.note("reading", _what_readers_lose(page))


def _what_readers_lose(page: Page) -> list[str]:
    """A reader's view (Mozilla's Readability) must hold the article, whole, and nothing else."""
    code = READABILITY.read_text(encoding="utf-8")
    page.evaluate(f"() => {{ {code}\n window.Readability = Readability }}")
    text = page.evaluate(
        "() => new Readability(document.cloneNode(true)).parse().textContent.replace(/\\s+/g, ' ')"
    )
    body = page.locator(".article-body :is(p, h2, li)").all_inner_texts()
    comments = page.locator(".thread .comment-text").all_inner_texts()
    said = [
        f"not in the reader's view: {json.dumps(words[:60])}"
        for words in body
        if " ".join(words.split("[")[0].split())[:40] not in text
    ]
    said += [
        f"a comment in the reader's view: {json.dumps(words[:60])}"
        for words in comments
        if " ".join(words.split())[:60] in text
    ]
    return said
