"""What a page makes a browser load."""

import brotli
import pytest

from benchmarks.load import Answer
from benchmarks.weight import OTHER, SCRIPT, STYLE, Part, parts_of, weigh

PAGE = """
<link rel="stylesheet" href="/static/site.css"><link rel="icon" href="/static/icon.svg">
<link rel="canonical" href="https://site.example/"><link rel="alternate" href="/feed.xml">
<img src="/media/a.webp" alt=""><script type="module" src="/static/site.js"></script>
<link rel="icon" href="/static/icon.svg"><a href="/elsewhere/">Elsewhere</a>
"""
CSS = b'@import url("more.css"); a { mask: url(leaf.svg#part); cursor: url(data:,x) }'


def test_pictures_and_links_to_other_pages_do_not_count() -> None:
    assert parts_of(PAGE) == [
        Part(STYLE, "/static/site.css"),
        Part(OTHER, "/static/icon.svg"),
        Part(SCRIPT, "/static/site.js"),
    ]


@pytest.mark.parametrize("tag", ["iframe", "embed", "video"])
def test_what_a_page_embeds_counts(tag: str) -> None:
    assert parts_of(f'<{tag} src="https://elsewhere.example/x">') == [
        Part(OTHER, "https://elsewhere.example/x")
    ]


def test_bytes_are_those_of_the_wire_and_style_sheets_are_followed() -> None:
    body = brotli.compress(PAGE.encode())
    answers = {
        "/a/": Answer(200, [("Content-Encoding", "br")], body),
        "/static/site.css": Answer(200, [("X", "1")], CSS),
    }
    rest = Answer(200, [], b"123")
    weight = weigh(lambda path: answers.get(path, rest), "/a/")
    assert weight.html == len(body)
    headers = len("Content-Encoding: br\r\n") + len("X: 1\r\n")
    # The icon, the script, and two that the style sheet names.
    assert weight.page == len(body) + len(CSS) + headers + 4 * 3
    assert [part.address for part in weight.parts[3:]] == [
        "/static/more.css",
        "/static/leaf.svg#part",
    ]
    assert weight.requests == 6
