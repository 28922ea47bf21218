"""One style sheet and one script for the page, made by a real ``collectstatic``."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from pytest_django import Settings

from site_config.kit.bundle import COMMENT, BundleError

Collect = Callable[..., Path]


@pytest.fixture
def collect(settings: Settings, tmp_path: Path) -> Collect:
    """Collect the given files (or those of ``folder``) and return the folder of the result."""

    def collect(folder: Path | None = None, /, **files: str) -> Path:
        source = folder or tmp_path / "source"
        for name, text in files.items():
            path = source / "css" / f"{name.replace('__', '/')}.css"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        settings.STATICFILES_DIRS = [source]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = tmp_path / "collected"
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "site_config.kit.bundle.BundledStaticFilesStorage"},
        }
        call_command("collectstatic", interactive=False, verbosity=0)
        return tmp_path / "collected"

    return collect


def served(collected: Path) -> Path:
    """The file that a page loads under the name ``css/site.css``."""
    manifest = json.loads((collected / "staticfiles.json").read_text())
    return collected / manifest["paths"]["css/site.css"]


def test_imports_become_layers_in_their_order(collect: Collect) -> None:
    collected = collect(
        site=(
            "@layer base, components;\n"
            '@import url("base.css") layer(base);\n'
            '@import url("components/card.css") layer(components);\n'
        ),
        base="a { color: red; }\n",
        components__card=".card { color: blue; }\n",
    )
    assert served(collected).read_text() == (
        "@layer base, components;\n"
        "@layer base {\na { color: red; }\n}\n"
        "@layer components {\n.card { color: blue; }\n}\n"
    )


def test_a_change_in_an_imported_file_changes_the_address(collect: Collect) -> None:
    entry = '@import url("base.css") layer(base);\n'
    before = served(collect(site=entry, base="a { color: red; }"))
    after = served(collect(site=entry, base="a { color: blue; }"))
    assert before != after


def test_the_bundle_is_compressed(collect: Collect) -> None:
    rules = "".join(f".a{number} {{ color: red; }}\n" for number in range(200))
    collected = collect(site='@import url("base.css") layer(base);\n', base=rules)
    assert served(collected).with_suffix(".css.gz").exists()


def test_addresses_in_an_imported_file_still_lead_to_the_same_file(
    collect: Collect, tmp_path: Path
) -> None:
    icon = tmp_path / "source" / "icons" / "leaf.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg/>")
    collected = collect(
        site='@import url("components/card.css") layer(components);\n',
        components__card='.card { mask: url("../../icons/leaf.svg"); cursor: url(data:,x); }',
    )
    text = served(collected).read_text()
    (address,) = re.findall(r'url\("(\.\./[^"]+)"\)', text)
    assert (collected / "css" / address).resolve().read_text() == "<svg/>"
    assert "url(data:,x)" in text


def test_a_missing_file_is_named(collect: Collect) -> None:
    with pytest.raises(BundleError, match=r"css/site\.css imports .*css/gone\.css"):
        collect(site='@import url("gone.css") layer(base);\n')


@pytest.mark.parametrize(
    "line",
    [
        '@import url("base.css");',
        '@import "base.css" layer(base);',
        'a {} @import url("base.css") layer(base);',
    ],
)
def test_an_import_of_another_form_is_refused(collect: Collect, line: str) -> None:
    with pytest.raises(BundleError, match=r"css/site\.css holds an @import"):
        collect(site=line + "\n", base="a { color: red; }")


def test_an_import_inside_an_imported_file_is_refused(collect: Collect) -> None:
    with pytest.raises(BundleError, match=r"css/base\.css holds an @import"):
        collect(
            site='@import url("base.css") layer(base);\n',
            base='@import url("more.css") layer(base);\n',
            more="a { color: red; }",
        )


def test_comments_and_indentation_are_left_out_whatever_they_say(collect: Collect) -> None:
    collected = collect(
        site='@import url("base.css") layer(base);\n',
        base="/* No @import\n   here. */\na {\n  top: 0;\n\n  left: 0;\n}\n",
    )
    assert served(collected).read_text() == "@layer base {\na {\ntop: 0;\nleft: 0;\n}\n}\n"


@pytest.mark.row("R10")
def test_the_style_of_the_site_is_one_file(collect: Collect) -> None:
    static = Path(project_settings.BASE_DIR) / "static"
    text = served(collect(static)).read_text()
    assert text.startswith("@layer reset, tokens, base, layout, components, print;\n")
    assert "@import" not in text
    assert "url(" not in text
    for component in (static / "css" / "components").glob("*.css"):
        last_rule = component.read_text().rpartition("\n\n")[2]
        lines = [line.strip() for line in COMMENT.sub("", last_rule).strip().splitlines()]
        assert "\n".join(lines) in text, f"site.css does not import {component.name}"


def script(collected: Path) -> str:
    manifest = json.loads((collected / "staticfiles.json").read_text())
    return (collected / manifest["paths"]["js/site.js"]).read_text()


def scripts(folder: Path, **files: str) -> Path:
    """A folder of static files with these scripts."""
    for name, text in files.items():
        path = folder / "scripts" / "js" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "scripts"


def test_each_script_keeps_what_it_declares_to_itself(collect: Collect, tmp_path: Path) -> None:
    entry = '// Entry.\nimport "./one.js";\nimport "./two.js";\n'
    source = scripts(tmp_path, site=entry, one="const a = 1;\n", two="const a = 2;\n")
    assert script(collect(source)) == "{\nconst a = 1;\n}\n{\nconst a = 2;\n}\n"


def test_a_script_loses_comments_that_have_their_lines_to_themselves(
    collect: Collect, tmp_path: Path
) -> None:
    one = """/** What it
 * does. */
  const a = "https://example.org/*"; // stays
  // goes
  const b = a;
"""
    source = scripts(tmp_path, site='import "./one.js";\n', one=one)
    kept = '{\nconst a = "https://example.org/*"; // stays\nconst b = a;\n}\n'
    assert script(collect(source)) == kept


@pytest.mark.parametrize(
    ("entry", "one", "words"),
    [
        ('import "./gone.js";\n', "", r"js/site\.js imports .*js/gone\.js"),
        ('import { a } from "./one.js";\n', "", r"js/site\.js holds what cannot"),
        ('import "./one.js";\n', "export const a = 1;\n", r"js/one\.js imports or exports"),
        ('import "./one.js";\n', 'import "./site.js";\n', r"js/one\.js imports or exports"),
        ('import "./one.js";\n', "const a = `b\n c`;\n", r"js/one\.js holds a text of several"),
    ],
)
def test_what_cannot_be_bundled_is_named(
    collect: Collect, tmp_path: Path, entry: str, one: str, words: str
) -> None:
    with pytest.raises(BundleError, match=words):
        collect(scripts(tmp_path, site=entry, one=one))


@pytest.mark.row("R10")
def test_the_script_of_the_site_is_one_file(collect: Collect) -> None:
    static = Path(project_settings.BASE_DIR) / "static"
    text = script(collect(static))
    assert not re.search("^(?:import|export)", text, re.MULTILINE)
    for element in (static / "js").glob("*.js"):
        if element.name != "site.js":
            assert f'define("{element.stem}"' in text, f"site.js does not import {element.name}"
