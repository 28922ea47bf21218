"""Pages behind the links of our mails: for one reader, kept by nobody, and clear when they end."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Comment
from site_config.kit import signed_links
from site_config.kit.same_origin import Origin, origin_of

View = Callable[..., HttpResponse]


def private_link(purpose: str) -> Callable[[View], View]:
    """Hand the view the comment that its token names, or say why the link opens nothing.

    The secret in the address is the token against forged requests; GET must change nothing.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
            now = timezone.now()
            try:
                comment = _comment_of(purpose, token, now)
            except signed_links.BadLink as bad:
                return _kept_private(_closed(request, bad))
            return _kept_private(view(request, comment, now=now, **more))

        return opened

    return decorate


def refuse_foreign(request: HttpRequest) -> None:
    """Raise PermissionDenied where the form stood on another website."""
    if origin_of(request) is Origin.FOREIGN:
        raise PermissionDenied


def _comment_of(purpose: str, token: str, now: dt.datetime) -> Comment:
    """Raises BadLink, for a comment that was erased as well."""
    number = int(signed_links.read(purpose, token, now=now))
    comments = Comment.objects.select_related("discussion").exclude(author_email="")
    comment = comments.filter(pk=number).first()
    if comment is None:
        raise signed_links.BadLink("Its comment is no longer kept.")
    return comment


def _closed(request: HttpRequest, bad: signed_links.BadLink) -> HttpResponse:
    expired = isinstance(bad, signed_links.ExpiredLink)
    context = {"expired": expired, "noindex": True}
    return render(request, "comments/link_closed.html", context, status=410 if expired else 404)


def _kept_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not no-referrer: over plain http, browsers then hide from us that our own form was sent.
    response["Referrer-Policy"] = "same-origin"
    return response
