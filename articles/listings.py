"""The lists of the site: what stands on a page of articles, and in which order."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypedDict, overload

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from articles.models import (
    Author,
    Category,
    Companion,
    Edition,
    EditionContribution,
    Kind,
    OpenCount,
    Outcome,
    Tag,
    Team,
)
from articles.models.edition import EditionQuerySet
from site_config.kit.prepared import prepared

PER_PAGE = 12
PER_SECTION = 3
LATEST = 6


class Listing(Sequence[Edition]):
    """The editions of `found` in its order, of which a slice is loaded in one query.

    The slice is cut in the index and only then are rows read, so that a page far back costs little
    more than the first. `load` adds what a page shows of each; `count` is for who knows the length
    without counting rows.
    """

    def __init__(
        self,
        found: EditionQuerySet,
        *,
        load: Callable[[EditionQuerySet], Iterable[Edition]],
        count: Callable[[], int] | None = None,
    ) -> None:
        self._found = found
        self._load = load
        self._count = count or found.order_by().count

    @cached_property
    def _length(self) -> int:
        return self._count()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Edition: ...
    @overload
    def __getitem__(self, place: slice) -> list[Edition]: ...
    def __getitem__(self, place: int | slice) -> Edition | list[Edition]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        cut = Edition.objects.filter(pk__in=self._found.values("pk")[place])
        return list(self._load(cut.order_by(*self._found.query.order_by)))


class Link(TypedDict):
    title: str
    path: str


@dataclass(frozen=True)
class Section:
    category: Category
    editions: list[Edition]


@dataclass(frozen=True)
class FrontPage:
    """An edition that stands twice on it is the same object.

    `first` begins with the lead; `chosen` of them were chosen by an editor, the others are newest.
    """

    first: list[Edition]
    chosen: int
    sections: list[Section]

    @property
    def editions(self) -> list[Edition]:
        return [*self.first, *(each for section in self.sections for each in section.editions)]


def articles(now: dt.datetime) -> Listing:
    """All articles, the newest first."""
    return Listing(
        Edition.objects.listed(now).newest_first(),
        load=EditionQuerySet.as_cards,
        count=lambda: number_of(Kind.ARTICLE, now),
    )


def family_of(slug: str) -> QuerySet[Category]:
    """A category and its children, as `in_family` takes them."""
    of_slug = Q(slug=slug) | Q(parent__slug=slug)
    return Category.objects.filter(of_slug).select_related("parent", "open_count")


def in_family(family: QuerySet[Category], now: dt.datetime) -> Listing:
    """Articles of these categories, the newest first."""
    return Listing(
        Edition.objects.listed(now).filter(category__in=family).newest_first(),
        load=EditionQuerySet.as_cards,
        count=lambda: number_in(family, now),
    )


def in_category(category: Category, now: dt.datetime) -> Listing:
    """Articles of a category and of its children."""
    return in_family(family_of(category.slug), now)


def tagged(tag: Tag, now: dt.datetime) -> Listing:
    return _cards(Edition.objects.listed(now).filter(tags=tag))


def by_author(author: Author, now: dt.datetime) -> Listing:
    """Articles that a person did anything for."""
    theirs = EditionContribution.objects.filter(author=author)
    return _cards(Edition.objects.listed(now).filter(pk__in=theirs.values("edition")))


def by_team(team: Team, now: dt.datetime) -> Listing:
    return _cards(Edition.objects.listed(now).filter(team=team))


def showing(question: Edition, now: dt.datetime) -> Listing:
    """Articles on which a question stands."""
    return _cards(Edition.objects.listed(now).filter(faqs=question.article_id))


def beside(category: int, published: dt.datetime, article: int, now: dt.datetime) -> Q:
    """The editions just before and just after such a place in the order of a category.

    Each is found at one step of the category's index. All may be blanks of a prepared statement.
    """
    others = Edition.objects.listed(now).filter(category=category)
    # Both bounds: the one on all is what the index is searched by, the other parts equal dates.
    before = others.filter(
        Q(first_published_at__lt=published) | Q(article__lt=article),
        first_published_at__lte=published,
    )
    after = others.filter(
        Q(first_published_at__gt=published) | Q(article__gt=article),
        first_published_at__gte=published,
    )
    last, first = before.newest_first(), after.newest_first().reverse()
    return Q(pk=Subquery(last.values("pk")[:1])) | Q(pk=Subquery(first.values("pk")[:1]))


def neighbours(question: Edition, articles: Sequence[Edition]) -> list[int]:
    """The other questions of these articles, in their order; live or not."""
    orders = dict(
        Edition.objects.filter(pk__in=[each.pk for each in articles]).values_list("pk", "faq_ids")
    )
    found = dict.fromkeys(pk for each in articles for pk in orders[each.pk])
    return [pk for pk in found if pk != question.article_id]


def live_questions(candidates: Sequence[int], now: dt.datetime, *, at_most: int) -> list[Companion]:
    """The first `at_most` of these questions that readers can see."""
    rows = Edition.objects.listed(now, Kind.FAQ).filter(article__in=candidates).as_companions()
    found = {each.article_id: each for each in map(Companion._make, rows)}
    return [found[pk] for pk in candidates if pk in found][:at_most]


def question_categories(now: dt.datetime) -> QuerySet[Category]:
    """Categories, each with the number of its live `questions`."""
    own = Edition.objects.listed(now, Kind.FAQ).filter(category=OuterRef("pk")).order_by()
    number = own.values("category").annotate(number=Count("pk")).values("number")
    return Category.objects.annotate(questions=Coalesce(Subquery(number), 0))


def _cards(found: EditionQuerySet) -> Listing:
    return Listing(found.newest_first(), load=EditionQuerySet.as_cards)


def number_of(kind: Kind, now: dt.datetime) -> int:
    """How many editions of `kind` are listed at `now`.

    Those that have no end are counted when one is published; what a schedule changes with time is
    counted here: a few rows, found by their dates.
    """
    open_now = _open_count(kind)
    if not open_now:
        return Edition.objects.listed(now, kind).count()
    [(counted,)] = open_now
    return counted + sum(step for of_kind, _category, step in _steps(now) if of_kind == kind)


def number_in(family: QuerySet[Category], now: dt.datetime) -> int:
    """How many articles of these categories are listed at `now`. See `number_of`."""
    counts = [each.open_count.editions for each in family if hasattr(each, "open_count")]
    keys = {each.pk for each in family}
    steps = (step for kind, place, step in _steps(now) if kind == Kind.ARTICLE and place in keys)
    return sum(counts) + sum(steps)


def _steps(now: dt.datetime) -> Iterator[tuple[str, int | None, int]]:
    """By how much the number of what is listed at `now` differs from that of what has no end.

    For each edition that begins or ends later: kind, category, and 1, 0 or -1.
    """
    for kind, outcome, category, live_from, live_until in _changing(now):
        if outcome == Outcome.CONTENT:
            yield kind, category, (live_from <= now) - (live_until is None)


@prepared
def _open_count(kind: str) -> QuerySet[OpenCount, tuple[int]]:
    return OpenCount.objects.filter(article_kind=kind).values_list("editions")


@prepared
def _changing(now: dt.datetime) -> QuerySet[Edition, tuple[Any, ...]]:
    """What begins or ends after `now`."""
    # Two questions whose indexes lead to a few rows each. They have no row in common: to merge
    # what may be double, SQLite would read all editions, because it wants both in one order.
    fields = ("article_kind", "outcome", "category", "live_from", "live_until")
    begin_later = Edition.objects.filter(live_from__gt=now)
    end_later = Edition.objects.filter(live_until__gt=now, live_from__lte=now)
    found = begin_later.order_by().values_list(*fields)
    return found.union(end_later.order_by().values_list(*fields), all=True)


def questions(now: dt.datetime, *, category: Category | None, words: list[str]) -> Listing:
    """Live FAQs in the order of their categories, all of `words` somewhere in them."""
    found = Edition.objects.listed(now, Kind.FAQ)
    if category is not None:
        found = found.filter(category=category)
    for word in words:
        found = found.filter(search_text__icontains=word)
    return Listing(
        found.order_by(
            F("category__position").asc(nulls_last=True), "category__name", "title", "pk"
        ),
        load=lambda cut: cut.select_related("category").defer("search_text", "sources"),
    )


@prepared
def footer_pages(now: dt.datetime) -> QuerySet[Edition, Link]:
    """The static pages that every page links to; those to which nobody gave a place come last."""
    place = NullIf("position", 0).asc(nulls_last=True)
    pages = Edition.objects.listed(now, Kind.PAGE).order_by(place, "title", "pk")
    return pages.values("title", "path")[:20]


def newest(now: dt.datetime, number: int) -> QuerySet[Edition, Link]:
    """Links to the newest articles."""
    found = Edition.objects.listed(now).newest_first()
    return found.values("title", "path")[:number]


def front_page(now: dt.datetime, *, chosen: Sequence[int] = ()) -> FrontPage:
    """The live ones of the `chosen` articles, by their numbers, with the newest in free places.

    Then, for each category that has articles, its newest few.
    """
    own = _newest_first(now).filter(category=OuterRef("pk")).values("pk")
    newest = {f"newest_{n}": Subquery(own[n : n + 1]) for n in range(PER_SECTION)}
    keys = {
        category: [key for name in newest if (key := getattr(category, name)) is not None]
        for category in Category.objects.annotate(**newest)
    }
    room = LATEST + 1
    latest = list(_newest_first(now).values_list("pk", flat=True)[: room + len(chosen)])
    wanted = {key for few in [latest, *keys.values()] for key in few}
    live = Edition.objects.listed(now).filter(article__in=chosen)
    found = Edition.objects.as_cards().filter(Q(pk__in=wanted) | Q(pk__in=live.values("pk")))
    editions = {edition.pk: edition for edition in found}
    by_article = {edition.article_id: edition for edition in found}
    first = [by_article[pk] for pk in chosen if pk in by_article]
    others = [editions[key] for key in latest if editions[key] not in first]
    return FrontPage(
        first=[*first, *others][:room],
        chosen=len(first),
        sections=[
            Section(category, [editions[key] for key in few])
            for category, few in keys.items()
            if few
        ],
    )


def _newest_first(now: dt.datetime) -> EditionQuerySet:
    return Edition.objects.listed(now).newest_first()
