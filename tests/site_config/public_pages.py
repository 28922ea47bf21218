"""Walking through the public site as an anonymous visitor, and judging the markup of each page."""

from html.parser import HTMLParser
from typing import cast
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

ENTRANCES = ("/", "/articles/", "/faq/", "/feed.xml", "/rss.xml", "/sitemap.xml", "/robots.txt")
ORIGIN = "http://testserver"

_ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "data", "srcset"})
_SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_FORBIDDEN = frozenset("iframe object embed applet frame frameset style base svg math".split())


def walk(client: Client, *more: str) -> dict[str, HttpResponse]:
    """Return the answer of every address that links lead to from the entrances and `more`.

    Links that only change the form of a discussion (`?reply=`) are not followed.
    """
    found: dict[str, HttpResponse] = {}
    waiting = [*ENTRANCES, *more]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = found[path] = cast("HttpResponse", client.get(path))
        if response["Content-Type"].startswith("text/html") and response.status_code == 200:
            waiting += [link for link in _Page(response).links_from(path) if link not in found]
        elif "Location" in response:
            waiting.append(urldefrag(urljoin(path, response["Location"]))[0])
    return found


def unsafe_markup(response: HttpResponse) -> list[str]:
    """Return what in a page could run a program, load a foreign thing or restyle the page."""
    return _Page(response).unsafe


class _Page(HTMLParser):
    def __init__(self, response: HttpResponse) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.unsafe: list[str] = []
        self.feed(response.content.decode())
        self.close()

    def links_from(self, path: str) -> list[str]:
        """The pages of this site that are linked to, without the fragment."""
        absolute = (urlsplit(urljoin(f"{ORIGIN}{path}", link)) for link in self.links)
        own = [url for url in absolute if f"{url.scheme}://{url.netloc}" == ORIGIN]
        return [
            f"{url.path}?{url.query}" if url.query else url.path
            for url in own
            if "reply=" not in url.query and not url.path.startswith(("/static/", "/media/"))
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._judge(tag, attributes)
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])

    def _judge(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _FORBIDDEN and not _is_own_icon(tag, attributes):
            self.unsafe.append(f"<{tag}>")
        if tag == "script" and not _is_own_script(attributes):
            self.unsafe.append(f"<script {attributes}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.unsafe.append(f"<{tag} {name}>")
            scheme = value.partition(":")[0].strip().lower() if ":" in value else ""
            if name in _ADDRESSES and "/" not in scheme and scheme not in _SAFE_SCHEMES:
                self.unsafe.append(f"<{tag} {name}={value!r}>")
        if tag == "img" and urlsplit(attributes.get("src", "")).netloc:
            self.unsafe.append(f"<img src={attributes['src']!r}> of another site")


def _is_own_script(attributes: dict[str, str]) -> bool:
    """A file of this site, or data that no browser runs."""
    if attributes.get("type") == "application/ld+json":
        return True
    return attributes.get("src", "").startswith("/static/")


def _is_own_icon(tag: str, attributes: dict[str, str]) -> bool:
    """The drawings of our templates are hidden from screen readers and have a view box."""
    return tag == "svg" and {"viewbox", "aria-hidden"} <= attributes.keys()
