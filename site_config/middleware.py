"""Headers that every response of the site carries, and addresses that it does not take."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from articles.views.found import redirect_for_good
from site_config import redirects

GetResponse = Callable[[HttpRequest], HttpResponse]


class PermissionsPolicyMiddleware:
    """Switch off the browser features that no page here uses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
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
