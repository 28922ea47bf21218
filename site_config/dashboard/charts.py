"""Publications and comments over time, drawn on the server, with the same numbers as a table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Change, Edition, Kind, Outcome
from comments import counts
from comments.permissions import MODERATE
from site_config.kit.counting import counted_between

DAYS = 30
WEEKS = 12
# The drawing in its own units; the page scales it.
WIDTH = 600
HEIGHT = 120
_GAP = 0.25  # of a bar's place


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    name: str
    title: str
    summary: str
    period: str
    unit: str
    bars: list[Bar]


def charts_for(user: Any, *, now: dt.datetime) -> list[Chart]:
    """The charts that concern this person's role, in one query each."""
    found = []
    if user.has_perm("articles.view_article"):
        found.append(_publications(now))
    if user.has_perm(MODERATE):
        found.append(_comments(now))
    return found


def _publications(now: dt.datetime) -> Chart:
    monday = timezone.localdate(now) - dt.timedelta(days=timezone.localdate(now).weekday())
    weeks = [monday - dt.timedelta(weeks=left) for left in range(WEEKS - 1, -1, -1)]
    edges = [*map(_midnight, weeks), now]
    published = Q(article_kind=Kind.ARTICLE, outcome=Outcome.CONTENT) & ~Q(change=Change.MINOR)
    shown = Edition.objects.not_cancelled()
    values = counted_between(shown, "live_from", edges, only=published)
    total = sum(values)
    words = ngettext(
        "%(total)d publication in 12 weeks, minor edits left out.",
        "%(total)d publications in 12 weeks, minor edits left out.",
        total,
    )
    return Chart(
        "publications",
        _("Publications"),
        words % {"total": total},
        _("Week of"),
        _("Publications"),
        _bars(weeks, values),
    )


def _comments(now: dt.datetime) -> Chart:
    today = timezone.localdate(now)
    days = [today - dt.timedelta(days=left) for left in range(DAYS - 1, -1, -1)]
    values = counts.written_between([*map(_midnight, days), now])
    total = sum(values)
    words = ngettext(
        "%(total)d comment in 30 days, published or not.",
        "%(total)d comments in 30 days, published or not.",
        total,
    )
    return Chart(
        "comments",
        _("Comments"),
        words % {"total": total},
        _("Day"),
        _("Comments"),
        _bars(days, values),
    )


def _bars(days: Sequence[dt.date], values: Sequence[int]) -> list[Bar]:
    """Bars side by side, the highest as high as the drawing."""
    place = WIDTH / len(days)
    highest = max(values) or 1
    heights = [value * HEIGHT / highest for value in values]
    return [
        Bar(
            label=formats.date_format(day, "j M"),
            value=value,
            x=round(number * place + place * _GAP / 2, 1),
            y=round(HEIGHT - height, 1),
            width=round(place * (1 - _GAP), 1),
            height=round(height, 1),
        )
        for number, (day, value, height) in enumerate(zip(days, values, heights, strict=True))
    ]


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
