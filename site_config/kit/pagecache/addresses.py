"""Which requests the page cache answers, and under which address it keeps a page."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import Resolver404, resolve

from site_config.kit.pagecache.carrying import parameters_of

# Longer queries are rendered for whoever asks, and not kept.
MAX_QUERY = 200
MAX_PARAMETERS = 100
# How many paths keep what was found out about their views.
KNOWN_PATHS = 4_096


class Addressing:
    """Addresses of the public pages of one site; no others are kept.

    `origin` is scheme and host as readers see them; the scheme is that of a trusted proxy, if
    `behind_proxy`. A reader with the cookie `session_cookie` may see pages of their own.
    """

    def __init__(self, origin: str, *, session_cookie: str, behind_proxy: bool) -> None:
        site = urlsplit(origin)
        self._host, self._scheme = site.netloc, site.scheme
        self._session = f"{session_cookie}="
        self._scheme_from = "HTTP_X_FORWARDED_PROTO" if behind_proxy else "wsgi.url_scheme"

    def address_of(self, environ: dict[str, Any]) -> Hashable | None:
        """The address of a page that may be kept, or None where Django has to answer itself.

        Query parameters that the view does not know are left out.
        """
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        if environ.get("HTTP_HOST") != self._host:
            return None
        if environ.get(self._scheme_from) != self._scheme:
            return None
        if self._session in environ.get("HTTP_COOKIE", ""):
            return None
        path: str = environ["PATH_INFO"]
        query = environ.get("QUERY_STRING")
        if not query:
            return path
        return _with_known_parameters(path, query)


def query_of(address: Hashable) -> str:
    """The query with which a page is rendered."""
    return address[1] if isinstance(address, tuple) else ""


@lru_cache(maxsize=KNOWN_PATHS)
def known_parameters(path: str) -> frozenset[str] | None:
    """The query parameters of the public page at `path`, or None where no such page can be."""
    try:
        # WSGI hands the bytes of a path over as Latin-1.
        view = resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeError):
        return None
    return parameters_of(view)


def _with_known_parameters(path: str, query: str) -> Hashable | None:
    known = known_parameters(path)
    if known is None:
        return None
    try:
        # Of a repeated parameter Django takes the last.
        given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PARAMETERS))
    except ValueError:
        return None
    taken = urlencode(sorted((name, given[name]) for name in known & given.keys()))
    if len(taken) > MAX_QUERY:
        return None
    return (path, taken) if taken else path
