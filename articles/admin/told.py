"""How the desk tells when something happened, and who did it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.editing import latest_revision
from articles.history import name_of
from articles.models import Article, Revision
from articles.status import next_step, standing


def moment_words(moment: dt.datetime, *, now: dt.datetime) -> str:
    """The time, for example “14:02”, and the date with it unless that is today's."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localtime(now).date():
        return formats.time_format(local, "H:i")
    return formats.date_format(local, "DATETIME_FORMAT")


def saved_words(article: Article, *, reader: Any, now: dt.datetime) -> str:
    """Who saved the newest revision, and when: “saved by Anna, 14:02”."""
    newest = latest_revision(article)
    by = newest.created_by
    name = _("you") if by is not None and by == reader else name_of(by)
    return _("saved by %(name)s, %(moment)s") % {
        "name": name,
        "moment": moment_words(newest.created_at, now=now),
    }


def say_saved(request: HttpRequest, revision: Revision, *, at: str) -> None:
    """Say what was saved and what comes next; elsewhere than in the form, which is `at`, where."""
    article = Article.objects.get(pk=revision.article_id)
    where = next_step(article, standing(article, now=timezone.now()))
    said = _("Saved as revision %(number)d. %(next)s") % {"number": revision.number, "next": where}
    if "_continue" not in request.POST:
        said = format_html('{} <a href="{}">{}</a>', said, at, article.title)
    messages.success(request, said)


def ago(age: dt.timedelta) -> str:
    minutes = age // dt.timedelta(minutes=1)
    return _("%(minutes)d min ago") % {"minutes": minutes} if minutes else _("just now")
