"""What a browser loads before it shows a page, pictures left out. Knows nothing of Django."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import brotli

from benchmarks.load import Answer

STYLE, SCRIPT, OTHER = "style", "script", "other"
# Links that make a browser load something at once, and what.
_KINDS = {
    "stylesheet": STYLE,
    "modulepreload": SCRIPT,
    "preload": OTHER,
    "icon": OTHER,
    "manifest": OTHER,
}
_IN_STYLE = re.compile(r"""(?:@import\s+|url\(\s*)["']?(?!url\(|data:|#)([^"')\s]+)""")
_READ: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "": bytes,
}

Fetch = Callable[[str], Answer]


@dataclass(frozen=True)
class Part:
    """Something that a page loads: STYLE, SCRIPT or OTHER, and its address as it stands there."""

    kind: str
    address: str


@dataclass(frozen=True)
class Weight:
    """`html` is the page's compressed body; `page` is all that is loaded, with headers."""

    html: int
    page: int
    parts: list[Part]

    @property
    def requests(self) -> int:
        return 1 + len(self.parts)


def weigh(fetch: Fetch, path: str) -> Weight:
    """Weigh the page at `path`; `fetch` returns answers as they go over the wire."""
    page = fetch(path)
    parts = parts_of(_text(page))
    waiting, total = list(parts), _on_the_wire(page)
    while waiting:
        part = waiting.pop()
        answer = fetch(urldefrag(urljoin(path, part.address)).url)
        total += _on_the_wire(answer)
        if part.kind == STYLE:
            inner = [
                Part(OTHER, urljoin(part.address, address))
                for address in _IN_STYLE.findall(_text(answer))
            ]
            parts += inner
            waiting += inner
    return Weight(len(page.body), total, parts)


def parts_of(html: str) -> list[Part]:
    """What the page itself names, in its order, nothing twice."""
    parser = _Parts()
    parser.feed(html)
    return list(dict.fromkeys(parser.parts))


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "link" and named.get("href"):
            kinds = [
                _KINDS[word] for word in named.get("rel", "").lower().split() if word in _KINDS
            ]
            self.parts += [Part(kind, named["href"]) for kind in kinds[:1]]
        elif tag == "script" and named.get("src"):
            self.parts.append(Part(SCRIPT, named["src"]))
        elif tag in {"iframe", "embed", "object", "audio", "video"}:
            address = named.get("src") or named.get("data")
            self.parts += [Part(OTHER, address)] if address else []


def _text(answer: Answer) -> str:
    return _READ[answer.header("content-encoding")](answer.body).decode()


def _on_the_wire(answer: Answer) -> int:
    """The body and its headers, each a line of `name: value`."""
    return len(answer.body) + sum(len(f"{name}: {value}\r\n") for name, value in answer.headers)
