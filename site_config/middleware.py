"""Headers that every response of the site carries, and addresses that it does not take."""

from collections.abc import Callable
from contextlib import suppress

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest, MiddlewareNotUsed, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase

from articles.views.found import redirect_for_good
from site_config import redirects
from site_config.kit import turns

GetResponse = Callable[[HttpRequest], HttpResponse]


class OneByOneMiddleware:
    """Let a process that has its database within itself answer one request after the other.

    That is work for the processor, which two threads of a process cannot do at once: they would
    only take it from each other, a hundred times a page, and both be a sixth slower. Two that write
    would be twice as slow, because one of them has the database meanwhile. Who sends files goes
    ahead, as that takes the reader's time; any other form is there before its turn begins. Who has
    written something lends the turn to others until the disk has it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if connection.vendor != "sqlite":
            # While one thread waits for a database server, another can render.
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            return self.get_response(request)
        _await_form(request)
        with turns.of_this_process.taken():
            return self.get_response(request)


def _await_form(request: HttpRequest) -> None:
    """Read what is sent, as slowly as it comes; what cannot be read is for the view to answer."""
    with suppress(SuspiciousOperation, UnreadablePostError):
        request.body  # noqa: B018 - Django keeps it


class PermissionsPolicyMiddleware:
    """Switch off the browser features that no page here uses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The policy of the settings, put into words once; a view may still ask for another."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        asks_for_another = self.get_policy_parts(request, response) != PolicyParts()
        if asks_for_another or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response


class PublicCacheMiddleware:
    """Let browsers keep a public page, and ask each time whether it is still the same.

    Pages that were made for a session are private. A view that says otherwise is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            for_one_reader = "Cookie" in response.get("Vary", "") or response.cookies
            response["Cache-Control"] = "private, no-cache" if for_one_reader else "no-cache"
        return response


class NullCharacterMiddleware:
    """Refuse an address with a null character in it: PostgreSQL can neither store nor find one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address contains a null character.")
        return self.get_response(request)


class RedirectMiddleware:
    """Send readers on from a path where nothing is, if an editor has said where to."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            target = redirects.target_of(request.path)
            if target is not None:
                return redirect_for_good(target)
        return response
