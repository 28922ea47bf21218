"""Every public address: the patterns of the site with samples put in, and what pages link to."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

_IN_HTML = re.compile(r'\b(?:href|src|action)="([^"]*)"')
_SRCSET = re.compile(r'\bsrcset="([^"]*)"')
_IN_XML = re.compile(r"<(?:loc|link|id|guid|url)[^>]*>([^<]+)<")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and route of each public pattern; the admin has tests of its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + _route(entry)
        if route.startswith("admin/"):
            continue
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield entry.name or route, route


def samples(values: dict[str, Iterable[object]]) -> Iterator[str]:
    """Yield the address of every pattern with every value of its parameter.

    Fails for a parameter without values, so that nobody adds an address past these tests.
    """
    for name, route in patterns():
        parameters = _PARAMETER.findall(route)
        assert set(parameters) <= values.keys(), f"{name}: give samples for {parameters}"
        assert len(parameters) <= 1, f"{name}: these tests know one parameter only"
        chosen = values[parameters[0]] if parameters else [""]
        for value in chosen:
            yield "/" + _PARAMETER.sub(lambda _match, v=value: quote(str(v)), route)  # type: ignore[misc]


def linked_from(path: str, response: Any) -> Iterator[str]:
    """Yield the addresses of this site that a page or a document names, without fragments."""
    kind = response.get("Content-Type", "")
    if not ("html" in kind or "xml" in kind):
        return
    text = response.content.decode()
    found = [unescape(link) for link in (*_IN_HTML.findall(text), *_IN_XML.findall(text))]
    for srcset in _SRCSET.findall(text):
        found += [part.split()[0] for part in srcset.split(",")]
    for link in found:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}{path}", link.strip()))
        if f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _route(entry: URLPattern | URLResolver) -> str:
    route = str(entry.pattern)
    # The one regular expression among the routes.
    return "media/<name>" if "media" in route else route
