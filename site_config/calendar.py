"""The calendar of the desk: what was published, what is scheduled, and which reviews are due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from articles.models import Article, Change, Edition, Kind, Outcome

# Of each sort, what a day of a month shows, and what a day shows that is asked for by itself.
SHOWN_IN_MONTH = 4
SHOWN_OF_DAY = 200


@dataclass(frozen=True)
class Entry:
    """`sort` is one of published, withdrawn, scheduled, ending, due."""

    sort: str
    words: str
    title: str
    url: str
    time: str = ""


@dataclass
class Day:
    date: dt.date
    is_of_month: bool = True
    is_today: bool = False
    entries: list[Entry] = field(default_factory=list)
    more: int = 0


def calendar_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """`?month=2027-03` is a month, `?day=2027-03-14` all of a day; without either, this month."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    today = timezone.localdate()
    if "day" in request.GET:
        month = _date(request.GET["day"])
        days = _days(month, month, shown=SHOWN_OF_DAY)
    else:
        month = _date(f"{request.GET['month']}-01") if "month" in request.GET else today
        days = _whole_weeks(month.replace(day=1))
    for day in days:
        day.is_today = day.date == today
    context = {
        **site.each_context(request),
        "title": formats.date_format(month, "DATE_FORMAT" if len(days) == 1 else "F Y"),
        "days": days,
        "month": month,
        "previous": month.replace(day=1) - dt.timedelta(days=1),
        "next": month.replace(day=1) + dt.timedelta(days=31),
        "weekdays": WEEKDAYS.values(),
        "is_day": len(days) == 1,
    }
    return TemplateResponse(request, "admin/calendar.html", context)


def _date(text: str) -> dt.date:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError as unreadable:
        raise Http404(_("There is no such day.")) from unreadable
    if not 1990 <= found.year <= 2200:
        raise Http404(_("There is no such day."))
    return found


def _whole_weeks(first: dt.date) -> list[Day]:
    """The days of a month, from a Monday to a Sunday."""
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    begin = first - dt.timedelta(days=first.weekday())
    end = last + dt.timedelta(days=6 - last.weekday())
    days = _days(begin, end, shown=SHOWN_IN_MONTH)
    for day in days:
        day.is_of_month = day.date.month == first.month
    return days


def _days(begin: dt.date, end: dt.date, *, shown: int) -> list[Day]:
    """Each day from `begin` to `end` with what happens on it, in two queries."""
    entries: dict[dt.date, list[Entry]] = defaultdict(list)
    more: dict[dt.date, int] = defaultdict(int)
    for rows, entry_of in (
        (_editions(begin, end), _of_edition),
        (_reviews(begin, end), _of_review),
    ):
        for row in _first_of_each_day(rows, shown):
            entries[row["day"]].append(entry_of(row))
            if row["place"] == 1:
                more[row["day"]] += max(0, row["of_day"] - shown)
    return [
        Day(date, entries=entries[date], more=more[date]) for date in _dates_between(begin, end)
    ]


def _dates_between(begin: dt.date, end: dt.date) -> Iterator[dt.date]:
    for number in range((end - begin).days + 1):
        yield begin + dt.timedelta(days=number)


def _first_of_each_day(rows: QuerySet[Any], shown: int) -> QuerySet[Any]:
    """At most `shown` rows a day, each with how many there are that day."""
    numbered = rows.annotate(
        place=Window(RowNumber(), partition_by=F("day"), order_by=[F("at"), F("pk")]),
        of_day=Window(Count("pk"), partition_by=F("day")),
    )
    return numbered.filter(place__lte=shown).order_by("at", "pk")


def _editions(begin: dt.date, end: dt.date) -> QuerySet[Any]:
    """What went or goes live, apart from minor edits and from FAQs, which go along."""
    moments = (_midnight(begin), _midnight(end + dt.timedelta(days=1)))
    found = Edition.objects.filter(live_from__gte=moments[0], live_from__lt=moments[1])
    found = found.not_cancelled().exclude(article_kind=Kind.FAQ).exclude(change=Change.MINOR)
    return found.annotate(day=TruncDate("live_from"), at=F("live_from")).values(
        "pk", "day", "at", "outcome", "title", "article_id", "article_kind"
    )


def _of_edition(row: dict[str, Any]) -> Entry:
    is_ahead, is_content = row["at"] > timezone.now(), row["outcome"] == Outcome.CONTENT
    sort, words = {
        (False, True): ("published", _("Published")),
        (True, True): ("scheduled", _("Scheduled")),
        (False, False): ("withdrawn", _("Withdrawn")),
        (True, False): ("ending", _("To be withdrawn")),
    }[is_ahead, is_content]
    url = reverse(f"admin:articles_{row['article_kind']}_change", args=[row["article_id"]])
    time = formats.time_format(timezone.localtime(row["at"]), "TIME_FORMAT")
    return Entry(sort, words, row["title"], url, time)


def _reviews(begin: dt.date, end: dt.date) -> QuerySet[Any]:
    due = Article.objects.on_desk().filter(review_due_on__range=(begin, end))
    return due.annotate(day=F("review_due_on"), at=F("review_due_on")).values(
        "pk", "day", "at", "title", "kind"
    )


def _of_review(row: dict[str, Any]) -> Entry:
    url = reverse(f"admin:articles_{row['kind']}_review", args=[row["pk"]])
    return Entry("due", _("Review due"), row["title"], url)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
