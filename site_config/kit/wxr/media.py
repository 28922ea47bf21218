"""Embedded frames and players become links: third parties are not loaded on a page."""

import re

from site_config.kit.wxr.markup import attributes, link, quoted

_START = re.compile(
    r"<(?P<tag>iframe|video|audio|object|embed)(?=[\s/>])(?P<rest>[^<>]*+)>", re.IGNORECASE
)
_END = {
    name: re.compile(rf"</{name}\s*+>", re.IGNORECASE)
    for name in ("iframe", "video", "audio", "object")
}
_INNER_SOURCE = re.compile(r"<(?:source|embed)\s([^<>]*+)>", re.IGNORECASE)


def link_media(html: str) -> tuple[str, list[str]]:
    """Return `html` with links for players and frames, and their tags as they stood."""
    pieces: list[str] = []
    found: list[str] = []
    never_ending: set[str] = set()
    position = 0
    while start := _START.search(html, position):
        name = start["tag"].lower()
        end = None
        if name in _END and name not in never_ending:
            end = _END[name].search(html, start.end())
            if end is None:
                never_ending.add(name)
        inner = html[start.end() : end.start()] if end else ""
        pieces += (html[position : start.start()], link(_source(start["rest"], inner)))
        found.append(quoted(start[0]))
        position = end.end() if end else start.end()
    pieces.append(html[position:])
    return "".join(pieces), found


def _source(rest: str, inner: str) -> str:
    own = attributes(rest)
    if address := own.get("src") or own.get("data") or own.get("data-src"):
        return address
    source = _INNER_SOURCE.search(inner)
    return attributes(source[1]).get("src", "") if source else ""
