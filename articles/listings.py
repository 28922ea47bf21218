"""The lists of the site: what stands on a page of articles, and in which order."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from articles.models import Category, Edition, Kind
from articles.models.edition import EditionQuerySet
from site_config.kit.prepared import prepared

PER_PAGE = 12
PER_SECTION = 3
LATEST = 6


@dataclass(frozen=True)
class Section:
    category: Category
    editions: list[Edition]


def articles(now: dt.datetime) -> EditionQuerySet:
    return Edition.objects.listed(now).newest_first().as_cards()


def in_category(category: Category, now: dt.datetime) -> EditionQuerySet:
    """Articles of a category and of its children."""
    return articles(now).filter(Q(category=category) | Q(category__parent=category))


def questions(now: dt.datetime, *, category: Category | None, words: list[str]) -> EditionQuerySet:
    """Live FAQs in the order of their categories, all of `words` somewhere in them."""
    found = Edition.objects.listed(now, Kind.FAQ).select_related("category")
    if category is not None:
        found = found.filter(category=category)
    for word in words:
        found = found.filter(search_text__icontains=word)
    return found.order_by(
        F("category__position").asc(nulls_last=True), "category__name", "title", "pk"
    ).defer("search_text", "sources")


def footer_pages(now: dt.datetime) -> list[Edition]:
    """The static pages that every page links to."""
    return _pages(now)


@prepared
def _pages(now: dt.datetime) -> EditionQuerySet:
    pages = Edition.objects.listed(now, Kind.PAGE).order_by("position", "title", "pk")
    return pages.only("title", "path")[:20]


def sections(now: dt.datetime) -> list[Section]:
    """For each category that has articles, its newest few."""
    newest = Window(
        RowNumber(),
        partition_by=F("category"),
        order_by=[F("first_published_at").desc(), F("article_id").desc()],
    )
    few = (
        Edition.objects.listed(now)
        .filter(category__isnull=False)
        .annotate(rank=newest)
        .filter(rank__lte=PER_SECTION)
        .as_cards()
        .order_by("category__position", "category__name", "rank")
    )
    grouped: dict[Category, list[Edition]] = {}
    for edition in few:
        assert edition.category is not None  # noqa: S101 - filtered above; for the type checker
        grouped.setdefault(edition.category, []).append(edition)
    return [Section(category, editions) for category, editions in grouped.items()]
