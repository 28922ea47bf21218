"""The encodings that a page is kept in, and which of them a reader prefers."""

import gzip
from functools import lru_cache

import brotli

IDENTITY = "identity"
# The best first. Quality 5 of brotli costs about what gzip costs and saves a sixth more.
_QUALITY = {"br": 5, "gzip": 6}
# Takes thirty times as long as quality 5 and saves another eighth.
_SMALLEST = {"br": 11}

# The plain page comes last.
ALL = (*_QUALITY, IDENTITY)


@lru_cache(maxsize=1024)
def best(accepted: str) -> str:
    """Return the best encoding for a header `Accept-Encoding` (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        _, _, weight = parameters.partition("q=")
        try:
            weights[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    for name in _QUALITY:
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return IDENTITY


def can_be_smaller(encoding: str) -> bool:
    return encoding in _SMALLEST


def encode(body: bytes, encoding: str, *, smallest: bool = False) -> bytes:
    """Compress `body`; `smallest` is worth its time for what is sent again and again."""
    if encoding == "br":
        quality = (_SMALLEST if smallest else _QUALITY)["br"]
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
    if encoding == "gzip":
        # Without a time in it, the same page is the same bytes.
        return gzip.compress(body, compresslevel=_QUALITY["gzip"], mtime=0)
    return body
