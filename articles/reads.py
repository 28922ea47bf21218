"""How often articles are read, by day, without a trace of who read them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Address, Article, DayOfReads, Kind

T = TypeVar("T")

KEPT = dt.timedelta(days=400)
WEEK, MONTH = 7, 30
# Numbers that one statement takes.
_AT_ONCE = 200
_LONGEST = Address._meta.get_field("path").max_length or 0


class Reads(NamedTuple):
    """Of the last WEEK and of the last MONTH days."""

    week: int
    month: int


def add(reads: Mapping[str, int], *, now: dt.datetime) -> None:
    """Add how often paths were read to the present day of their articles; others are left out.

    All of it is written or, where the database refuses, nothing.
    """
    day = timezone.localdate(now)
    by_article = _by_article({path: n for path, n in reads.items() if _may_be_known(path)})
    rows = sorted(by_article.items())
    with transaction.atomic():
        for some in _batches(rows, _AT_ONCE):
            _add(dict(some), day)


def _may_be_known(path: str) -> bool:
    return len(path) <= _LONGEST and path.isprintable()


def _by_article(reads: Mapping[str, int]) -> Counter[int]:
    """The same by article: a path of long ago leads to the same one as its path of today."""
    found: Counter[int] = Counter()
    for paths in _batches(reads, _AT_ONCE):
        known = Address.objects.filter(path__in=paths).values_list("path", "article")
        for path, article in known:
            found[article] += reads[path]
    return found


def _add(by_article: Mapping[int, int], day: dt.date) -> None:
    DayOfReads.objects.bulk_create(
        (DayOfReads(article_id=article, day=day) for article in by_article),
        ignore_conflicts=True,
    )
    more = Case(*(When(article=article, then=Value(n)) for article, n in by_article.items()))
    DayOfReads.objects.filter(day=day, article__in=by_article).update(reads=F("reads") + more)


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def most_read(*, now: dt.datetime) -> QuerySet[Article]:
    """Articles with their reads of a `week` and a `month`, the most read of the week first."""
    read = Article.objects.filter(
        kind=Kind.ARTICLE,
        trashed_at__isnull=True,
        days_of_reads__day__gt=_days_before(MONTH, now),
    )
    return read.annotate(
        week=Sum(
            "days_of_reads__reads",
            filter=Q(days_of_reads__day__gt=_days_before(WEEK, now)),
            default=0,
        ),
        month=Sum("days_of_reads__reads"),
    ).order_by("-week", "-month", "pk")


def of(article: Article, *, now: dt.datetime) -> Reads:
    """How often `article` was read, today included."""
    days = article.days_of_reads.filter(day__gt=_days_before(MONTH, now))
    this_week = Q(day__gt=_days_before(WEEK, now))
    return Reads(
        **days.aggregate(
            week=Sum("reads", filter=this_week, default=0), month=Sum("reads", default=0)
        )
    )


def in_words(reads: Reads) -> str:
    week = ngettext("%(count)d read in 7 days", "%(count)d reads in 7 days", reads.week)
    return _("%(week)s, %(month)d in 30 days") % {
        "week": week % {"count": reads.week},
        "month": reads.month,
    }


def forget_old(*, now: dt.datetime) -> None:
    DayOfReads.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()


def _days_before(days: int, now: dt.datetime) -> dt.date:
    return timezone.localdate(now) - dt.timedelta(days=days)
