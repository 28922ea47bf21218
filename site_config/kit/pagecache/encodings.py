"""The encodings that a page is kept in, and which of them a reader prefers."""

import gzip
from functools import lru_cache

import brotli

IDENTITY = "identity"
# The best first. Quality 5 of brotli costs about what gzip costs and saves a sixth more.
_QUALITY = {"br": 5, "gzip": 6}

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


def encode(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=_QUALITY["br"])
    if encoding == "gzip":
        # Without a time in it, the same page is the same bytes.
        return gzip.compress(body, compresslevel=_QUALITY["gzip"], mtime=0)
    return body
