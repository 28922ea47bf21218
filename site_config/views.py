"""Pages that belong to no app: health, media, robots, errors."""

import re
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from site_config.kit.methods import require_safe
from site_config.kit.oversized import beginning_of
from site_config.kit.pagecache.carrying import public_page
from site_config.kit.site import present

_RENDITION = re.compile(r"^[0-9a-f]{32}/[0-9]{1,5}\.(?P<ending>jpg|webp|avif)$")
# Shorter fields are typed again faster than they are copied.
LONG_TEXT = 40
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve pages: the database answers and has its tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
            cursor.fetchone()
    except (OperationalError, InterfaceError, ProgrammingError):
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where old browsers and feed readers look; pages name the icon themselves."""
    return HttpResponseRedirect(static("icons/favicon.svg"))


@public_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /comments/confirm/",
        "Disallow: /comments/status/",
        "Disallow: /comments/unsubscribe/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "Disallow: /shared/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def indexnow_key(request: HttpRequest) -> HttpResponse:
    """Proves to search engines that who tells them of news is this site."""
    if not settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(settings.INDEXNOW_KEY, content_type="text/plain; charset=utf-8")


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """A rendition, for as long as browsers like: its random name changes with its content."""
    rendition = _RENDITION.match(name)
    if rendition is None or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=_TYPES[rendition["ending"]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for a form that is too long, 400 for anything else; what was typed is given back."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        status = 413 if isinstance(exception, RequestDataTooBig) else 400
        return _error(status, template="413.html", kept=_long_of(beginning_of(request)))
    return _error(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached, 500 for a defect of ours."""
    cause = sys.exc_info()[0] or Exception
    if issubclass(cause, (OperationalError, InterfaceError)):
        response = _error(503, kept=_long_texts(request))
        response["Retry-After"] = "30"
        return response
    return _error(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(403, template="403_csrf.html", kept=_long_texts(request))


def _long_texts(request: HttpRequest) -> list[str]:
    """What somebody wrote into the form that could not be saved, to be given back."""
    if request.method != "POST":
        return []
    return _long_of(request.POST)


def _long_of(form: QueryDict) -> list[str]:
    fields = [values[-1] for name, values in form.lists() if "password" not in name]
    return [text for text in fields if len(text) >= LONG_TEXT and " " in text]


def _error(status: int, *, template: str = "", kept: list[str] | None = None) -> HttpResponse:
    """An error page needs nothing that may be broken: no database, no session."""
    context = {"site": present.last_known(), "kept": kept or [], "status": status}
    page = render_to_string(template or f"{status}.html", context)
    return HttpResponse(page, status=status)
