"""What a panel of the dashboard shows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.models import Article

# A panel shows so many rows and leads to the others.
SHOWN = 6


@dataclass(frozen=True)
class Row:
    title: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Panel:
    """A heading with rows and a way to the rest; `is_late` shows it in red."""

    title: str
    rows: list[Row]
    explanation: str = ""
    more_url: str = ""
    is_late: bool = False
    has_more: bool = False


def panel(title: str, rows: Iterable[Row], **more: Any) -> Panel | None:
    """A panel of the first rows, or None without any; with a row too many, it has more."""
    found = list(islice(rows, SHOWN + 1))
    if not found:
        return None
    return Panel(title, found[:SHOWN], has_more=len(found) > SHOWN, **more)


def row_of(article: Article, detail: str = "", *, page: str = "change", anchor: str = "") -> Row:
    """A row that leads to the form of an article, or to another of its pages."""
    url = reverse(f"admin:articles_{article.kind}_{page}", args=[article.pk])
    return Row(article.title, f"{url}{anchor}", detail)


def list_url(model: str, query: str = "") -> str:
    """The change list of a model such as `articles_article`, filtered."""
    return reverse(f"admin:{model}_changelist") + query


def ago(moment: dt.datetime, *, now: dt.datetime) -> str:
    if now - moment < dt.timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}
