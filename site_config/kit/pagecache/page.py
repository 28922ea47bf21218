"""A stored page: its bodies in every encoding, its headers, and its answers to requests."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

from site_config.kit.pagecache import encodings
from site_config.kit.pagecache.models import EVERYTHING

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], Any]
# What a page says of itself once it is stored replaces what Django said of it.
_REPLACED = {"cache-control", "content-length", "etag", "last-modified", "surrogate-key", "vary"}
# Bytes that an entry takes beside its bodies, roughly.
OVERHEAD = 4_000
# Bytes of Surrogate-Key where no CDN asked for it: all headers of a proxy get 4 kB by default.
LONGEST_KEYS = 2_000
# How many times a page is sent before its smallest form is made: that takes as long as some twenty
# renderings, and one reader waits for it.
OFTEN = 25
# A browser asks each time whether its copy is still right.
ASK_EACH_TIME = "no-cache"


@dataclass(slots=True, eq=False)
class Variant:
    """One encoding of a page. Its headers begin with Cache-Control and end with Last-Modified.

    `left` counts down how many times it is sent until a smaller one is worth its time; below zero
    there is none.
    """

    body: bytes
    etag_begin: str
    headers: Headers
    headers_of_304: Headers
    left: int


@dataclass(slots=True, eq=False)
class Page:
    """What the page cache keeps for one address.

    `mark` and `rendered_at` tell when its rendering began; `verdict` what was last found out about
    it: while the sign of the generation is the same, it may be served until that moment.
    `cdn_seconds` is how long a CDN that is told of purges may keep it; 0 without one. From
    `right_until` on it is another page even if nothing is purged.
    """

    keys: frozenset[str]
    headers: Headers
    body: bytes
    mark: int
    rendered_at: float
    cdn_seconds: int = 0
    right_until: float = inf
    verdict: tuple[bytes, float] = (b"", 0.0)
    _variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of memory, a guess for the encodings that nobody has asked for yet."""
        return 2 * len(self.body) + OVERHEAD

    def answer(
        self, environ: dict[str, Any], start_response: StartResponse, *, now: float
    ) -> Iterable[bytes]:
        """Answer a GET or HEAD request as WSGI wants it, with 304 where that is enough."""
        encoding = encodings.best(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = self.variant(encoding)
        if self._is_known(environ, variant.etag_begin, now):
            start_response("304 Not Modified", self._at(now, variant.headers_of_304))
            return []
        # Of threads that count at the same time, one at least sees the last.
        left = variant.left = variant.left - 1
        if not left:
            variant = self._variants[encoding] = self._encode(encoding, smallest=True)
        start_response("200 OK", self._at(now, variant.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]

    def own_headers(self) -> Headers:
        """What Django said of the page, as far as it still stands."""
        return [pair for pair in self.headers if pair[0].lower() not in _REPLACED]

    def variant(self, encoding: str) -> Variant:
        """The page in `encoding`, made when somebody asks for it for the first time."""
        variant = self._variants.get(encoding)
        if variant is None:
            variant = self._variants[encoding] = self._encode(encoding)
        return variant

    def _is_known(self, environ: dict[str, Any], etag_begin: str, now: float) -> bool:
        """Whether the reader has this page already; If-None-Match counts before the date."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None:
            return etag_begin in known or known.strip() == "*"
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if since is None or not self._is_dated(now):
            return False
        moment = parse_http_date_safe(since)
        return moment is not None and moment >= int(self.rendered_at)

    def _is_dated(self, now: float) -> bool:
        """Whether the second of its rendering is over, so that no other page has the same date."""
        return now >= int(self.rendered_at) + 1

    def _at(self, now: float, headers: Headers) -> Headers:
        if not self._is_dated(now):
            headers = headers[:-1]
        if self.cdn_seconds:
            # Never past the next moment at which the page is known to change.
            seconds = int(min(self.cdn_seconds, max(self.verdict[1] - now, 0)))
            lasting = f"public, max-age=0, must-revalidate, s-maxage={seconds}"
            headers = [("Cache-Control", lasting), *headers[1:]]
        return headers

    def _surrogate_keys(self) -> Headers:
        """What a CDN may purge the page by. Proxies refuse headers that are longer than theirs."""
        # A CDN knows no other way to forget everything.
        keys = " ".join(sorted({EVERYTHING, *self.keys}))
        too_long = not self.cdn_seconds and len(keys) > LONGEST_KEYS
        return [] if too_long else [("Surrogate-Key", keys)]

    def _encode(self, encoding: str, *, smallest: bool = False) -> Variant:
        body = encodings.encode(self.body, encoding, smallest=smallest)
        # Whoever has one form of an encoding needs no other, so both tags begin alike.
        begin = f'"{hashlib.sha256(self.body).hexdigest()[:24]}-{encoding}'
        etag = f'{begin}-smallest"' if smallest else f'{begin}"'
        first = ("Cache-Control", ASK_EACH_TIME)
        known_by = [
            ("ETag", etag),
            ("Vary", "Accept-Encoding"),
            *self._surrogate_keys(),
        ]
        last = ("Last-Modified", http_date(int(self.rendered_at)))
        own = self.own_headers()
        if encoding != encodings.IDENTITY:
            own.append(("Content-Encoding", encoding))
        own.append(("Content-Length", str(len(body))))
        left = OFTEN if encodings.can_be_smaller(encoding) and not smallest else -1
        return Variant(body, begin, [first, *own, *known_by, last], [first, *known_by, last], left)
