"""How often articles are read, by day, without a trace of who read them."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, QuerySet, Sum, Value, When
from django.utils import timezone

from articles.models import Address, Article, DayOfReads

KEPT = dt.timedelta(days=400)
# Numbers that one statement takes.
_AT_ONCE = 200


def add(reads: Mapping[str, int], *, now: dt.datetime) -> None:
    """Add how often paths were read to the present day of their articles; others are left out."""
    paths = sorted(reads)
    for first in range(0, len(paths), _AT_ONCE):
        some = paths[first : first + _AT_ONCE]
        _add({path: reads[path] for path in some}, timezone.localdate(now))


@transaction.atomic
def _add(reads: Mapping[str, int], day: dt.date) -> None:
    # A path of long ago leads to the same article as its path of today.
    by_article: dict[int, int] = {}
    for path, article in Address.objects.filter(path__in=reads).values_list("path", "article"):
        by_article[article] = by_article.get(article, 0) + reads[path]
    if not by_article:
        return
    DayOfReads.objects.bulk_create(
        (DayOfReads(article_id=article, day=day) for article in sorted(by_article)),
        ignore_conflicts=True,
    )
    more = Case(*(When(article=article, then=Value(n)) for article, n in by_article.items()))
    DayOfReads.objects.filter(day=day, article__in=by_article).update(reads=F("reads") + more)


def most_read(*, days: int, now: dt.datetime) -> QuerySet[Article]:
    """Articles with their `reads` on the last `days`, today included, the most read first."""
    since = timezone.localdate(now) - dt.timedelta(days=days - 1)
    read = Article.objects.filter(trashed_at__isnull=True, days_of_reads__day__gte=since)
    return read.annotate(reads=Sum("days_of_reads__reads")).order_by("-reads", "pk")


def of(article: Article, *, days: int, now: dt.datetime) -> int:
    """How often `article` was read on the last `days`, today included."""
    since = timezone.localdate(now) - dt.timedelta(days=days - 1)
    read: int | None = article.days_of_reads.filter(day__gte=since).aggregate(all=Sum("reads"))[
        "all"
    ]
    return read or 0


def forget_old(*, now: dt.datetime) -> None:
    DayOfReads.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()
