"""The style sheets: one order of layers, one file for each component."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.house.code_base import ROOT, files, report, shown, text_of

CSS = ROOT / "static" / "css"
SITE = CSS / "site.css"

LAYER_ORDER = re.compile(r"@layer ([a-z][a-z, -]*);")
IMPORT = re.compile(r"""@import url\(["']?([^"')]+)["']?\)(?: layer\(([a-z-]+)\))?[^;]*;""")
FOREIGN = re.compile(r"(?:https?:)?//[^\s\"')]+")
# Left and right are other sides where people read from right to left.
ONE_SIDED = re.compile(
    r"(?:^|[\s;{-])(?:left|right)(?:-radius|-width|-color|-style)?\s*:"
    r"|\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?<!-)\b(?:margin|padding|inset|border-width)\s*:\s*\S+ (\S+) \S+ (?!\1\s*[;}])[^;}]+"
    r"|\btranslateX\(|\bscroll(?:-[a-z]+)?-(?:left|right)\b"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# Style sheets that a page loads by itself, with the reason.
STANDALONE = {"site.css": "the one sheet of the public pages"}


def sheets() -> list[Path]:
    """Return every style sheet, those of the admin, which have no layers, included."""
    return [path for path in files(".css") if path.is_relative_to(ROOT / "static")]


def imports() -> list[tuple[str, str]]:
    """Return what site.css imports: the path and the layer it goes into."""
    return IMPORT.findall(text_of(SITE))


def test_the_first_line_gives_the_order_of_the_layers() -> None:
    first = text_of(SITE).splitlines()[0]
    order = LAYER_ORDER.fullmatch(first)
    assert order, f"{shown(SITE)}:1 must read like `@layer reset, base;` and reads {first!r}"
    layers = [name.strip() for name in order.group(1).split(",")]
    assert len(layers) == len(set(layers))
    unknown = [f"{path}: {layer or 'no layer'}" for path, layer in imports() if layer not in layers]
    report(unknown, f"{shown(SITE)} imports into a layer that its first line does not name:")


def test_every_sheet_is_imported_once() -> None:
    imported = Counter((CSS / path).resolve() for path, _ in imports())
    expected = {
        path for path in sheets() if path.is_relative_to(CSS) and path.name not in STANDALONE
    }
    report(
        [
            *(f"{shown(path)} is not imported" for path in expected - imported.keys()),
            *(f"{path} does not exist" for path in imported.keys() - expected),
            *(f"{path} is imported {n} times" for path, n in imported.items() if n > 1),
        ],
        f"{shown(SITE)} imports every sheet once:",
    )


def test_imports_follow_the_order_of_the_layers() -> None:
    order = text_of(SITE).splitlines()[0]
    places = [order.index(layer) for _, layer in imports()]
    assert places == sorted(places)


def test_nothing_is_important() -> None:
    report(
        [shown(path) for path in sheets() if "!important" in COMMENT.sub("", text_of(path))],
        "A rule that has to shout stands in the wrong layer:",
    )


@pytest.mark.row("X5")
def test_no_rule_knows_left_from_right() -> None:
    report(
        [
            f"{shown(path)}: {found.group().strip()}"
            for path in sheets()
            if path.is_relative_to(CSS)
            for found in ONE_SIDED.finditer(COMMENT.sub("", text_of(path)))
        ],
        "Say inline-start and inline-end instead:",
    )


@pytest.mark.row("X5")
@pytest.mark.parametrize(
    "rule",
    ["a{left:0}", "a { margin-right: 1em }", "a {text-align: left}", "a{padding:0 1em 0 2em}"],
)
def test_rules_that_do_are_seen(rule: str) -> None:
    assert ONE_SIDED.search(rule)


def test_nothing_comes_from_elsewhere() -> None:
    report(
        [
            f"{shown(path)}: {found.group()}"
            for path in sheets()
            for found in FOREIGN.finditer(COMMENT.sub("", text_of(path)))
        ],
        "No style sheet loads from another site:",
    )
