"""The page cache itself: a WSGI application around Django's."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from time import time
from typing import Any

from django.http.response import HttpResponseBase

from site_config.kit.pagecache.addresses import Addressing, known_parameters, query_of
from site_config.kit.pagecache.carrying import keys_of, right_until
from site_config.kit.pagecache.files import PageFiles
from site_config.kit.pagecache.flights import Flights
from site_config.kit.pagecache.generation import Generation, Unreachable
from site_config.kit.pagecache.journal import Journal
from site_config.kit.pagecache.marks import page_begun_at
from site_config.kit.pagecache.page import Headers, Page, StartResponse
from site_config.kit.pagecache.store import Store

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
# A page is rendered for everybody, whatever the first reader has and wants of it.
_OF_ONE_READER = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE")
_FOR_ALL = {"", "no-cache"}


@dataclass(frozen=True)
class Passing:
    """An answer that is for one reader, or that may be another one next time."""

    status: str
    headers: Headers
    body: bytes

    def answer(
        self, environ: Environ, start_response: StartResponse, *, now: float
    ) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class PageCache:
    """Answers what it may from its store, and asks `application` for the rest.

    A page is served only if none of its keys was purged between the start of its rendering and
    now; while nobody can tell, every page is rendered. At most `limit` bytes are kept. `files` are
    for a proxy that serves pages from disk.
    """

    def __init__(
        self,
        application: Application,
        addressing: Addressing,
        generation: Generation,
        *,
        limit: int,
        cdn_seconds: int = 0,
        files: PageFiles | None = None,
    ) -> None:
        self._application = application
        self._address_of = addressing.address_of
        self._sign = generation.current
        self._cdn_seconds = cdn_seconds
        self._files = files
        self._journal = Journal(generation)
        self._store = Store(limit=limit)
        self._flights = Flights()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = self._address_of(environ)
        if address is None:
            return self._application(environ, start_response)
        try:
            page = self._store.get(address)
            now = time()
            # The usual case comes first, because this is what readers wait for.
            if page is not None:
                sign, until = page.verdict
                if sign == self._sign() and now < until:
                    return page.answer(environ, start_response, now=now)
            elif known_parameters(environ["PATH_INFO"]) is None:
                return self._application(environ, start_response)
            return self._find_or_render(address, environ, start_response)
        except Unreachable:
            return self._application(environ, start_response)

    def _find_or_render(
        self, address: Hashable, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        while True:
            page = self._still_right(address)
            if page is not None:
                return page.answer(environ, start_response, now=time())
            flight, is_mine = self._flights.join(address)
            if is_mine:
                began = time()
                try:
                    rendering = self._render(address, environ)
                    flight.is_for_all = isinstance(rendering, Page)
                finally:
                    self._flights.land(address, flight)
                # As of then: what it shows may have changed since, so it bears no date.
                return rendering.answer(environ, start_response, now=began)
            if not flight.wait():
                return self._application(environ, start_response)

    def _still_right(self, address: Hashable) -> Page | None:
        """The stored page, if nothing it shows was purged since. Raises Unreachable."""
        self._journal.catch_up()
        page = self._store.get(address)
        if page is None:
            return None
        if time() < self._judge(page):
            self._offer(address, page)
            return page
        self._store.drop(address)
        return None

    def _judge(self, page: Page) -> float:
        """Find out until when `page` is right, as far as the journal knows."""
        # The sign comes first: should the journal learn more meanwhile, the page is judged again.
        sign = self._journal.sign
        until = self._journal.holds(page.keys, mark=page.mark, rendered_at=page.rendered_at)
        page.verdict = (sign, min(until, page.right_until))
        return page.verdict[1]

    def _render(self, address: Hashable, environ: Environ) -> Page | Passing:
        """Let Django render the page, and store it unless it changed meanwhile."""
        mark, rendered_at = self._journal.mark, time()
        for_all = {name: value for name, value in environ.items() if name not in _OF_ONE_READER}
        for_all |= {"REQUEST_METHOD": "GET", "QUERY_STRING": query_of(address)}
        heads: list[tuple[str, Headers]] = []
        with page_begun_at(mark):
            response = self._application(for_all, lambda *head: heads.append(head))
            try:
                body = b"".join(response)
            finally:
                if isinstance(response, HttpResponseBase):
                    response.close()
        status, headers = heads[0]
        keys = keys_of(response)
        if keys is None or not _is_for_all(status, headers):
            return Passing(status, headers, body)
        until = right_until(response)
        page = Page(keys, headers, body, mark, rendered_at, self._cdn_seconds, until)
        self._keep(address, page)
        return page

    def _keep(self, address: Hashable, page: Page) -> None:
        try:
            self._journal.catch_up()
        except Unreachable:
            return
        if time() < self._judge(page):
            self._offer(address, page)
            self._store.put(address, page)

    def _offer(self, address: Hashable, page: Page) -> None:
        """Let a proxy have the page as a file, and judge it again when it may need another one."""
        if self._files is not None:
            sign, until = page.verdict
            page.verdict = (sign, min(until, self._files.offer(address, page, self._journal)))


def _is_for_all(status: str, headers: Headers) -> bool:
    """Whether an answer is a page, and the same whoever asks."""
    named = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and "set-cookie" not in named
        and "cookie" not in named.get("vary", "").lower()
        and named.get("cache-control", "") in _FOR_ALL
    )
