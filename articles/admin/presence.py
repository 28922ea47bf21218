"""“Anna is editing (2 min ago)”: who else has the form of an article open."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import presence
from articles.admin.told import ago
from articles.history import name_of
from articles.models import Article


def presence_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Note that this person has the form open, and tell who else has."""
    if request.method != "POST":
        raise Http404
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    now = timezone.now()
    presence.note(article, by=request.user, now=now)
    return JsonResponse({"others": who_else(article, request.user, now)})


def who_else(article: Article, reader: Any, now: dt.datetime) -> list[str]:
    return [
        _("%(name)s is editing (%(when)s)")
        % {"name": name_of(each.user), "when": ago(now - each.seen_at)}
        for each in presence.others(article, besides=reader, now=now)
    ]
