"""Articles over ten years, with questions and pages beside them."""

import datetime as dt
from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import TypeVar

from django.utils.text import slugify

from articles import snapshots
from articles.editions import RELATED_CANDIDATES
from articles.models import Article, Edition, Kind, Revision, Role, Stage
from articles.models.article import ArticleQuerySet
from site_config.scale import bulk
from site_config.scale.bulk import Piece
from site_config.scale.cast import WRITER, Cast
from site_config.scale.words import Writer

BEGIN = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

# The first two articles, which are the same on a site of any size.
MOST_COMMENTS = "scale-most-comments"
FIFTY_COMMENTS = "scale-fifty-comments"

PAGES = 5
_ARTICLES_PER_FAQ = 50
_ARTICLES_PER_DESK_COPY = 100
_FAQS_AT_LEAST = 10
_FAQS_ON_ONE = 3
_AT_ONCE = 500

Thing = TypeVar("Thing")


def written(kind: Kind = Kind.ARTICLE) -> ArticleQuerySet:
    """What this package has published, the oldest first."""
    mine = Article.objects.filter(created_by__username=WRITER, kind=kind)
    return mine.filter(stage=Stage.APPROVED).order_by("pk")


def fill(total: int, cast: Cast, *, done: Callable[[int], None]) -> None:
    """Bring the site to `total` articles; `done` hears how many there are, now and then.

    For every hundred articles there is one more on the desk that readers do not see.
    """
    for number in range(written(Kind.PAGE).count() + 1, PAGES + 1):
        bulk.write([_page(number)], cast)
    questions = written(Kind.FAQ).count() + 1
    last_question = max(_FAQS_AT_LEAST, total // _ARTICLES_PER_FAQ)
    _in_batches(questions, last_question, cast, lambda number: _question(number, cast))
    _publish_articles(total, cast, done)
    drafts = Article.objects.filter(created_by=cast.writer).exclude(stage=Stage.APPROVED)
    last_draft = total // _ARTICLES_PER_DESK_COPY
    _in_batches(drafts.count() + 1, last_draft, cast, lambda number: _desk_copy(number, cast))


def _publish_articles(total: int, cast: Cast, done: Callable[[int], None]) -> None:
    keys = list(written().values_list("pk", flat=True))
    there = len(keys)
    if there >= total:
        return
    keys += bulk.next_keys(Article, total - there)
    pins = list(Revision.objects.filter(article__in=written(Kind.FAQ)).values_list("article", "pk"))
    newest = Edition.objects.filter(article__in=keys[there - 1 : there]).first()
    last = newest.first_published_at if newest else BEGIN
    step = (END - last) / (total - there + 1)

    def article(number: int) -> Piece:
        data = _article_data(Writer(f"article {number}"), number, cast)
        data["faqs"] = _pinned(number, pins)
        return Piece(
            Kind.ARTICLE,
            data,
            last + step * (number - there),
            key=keys[number - 1],
            related=_related(number, keys, len(cast.categories)),
        )

    _in_batches(there + 1, total, cast, article, done)


def _in_batches(
    first: int,
    last: int,
    cast: Cast,
    piece: Callable[[int], Piece],
    done: Callable[[int], None] = lambda number: None,
) -> None:
    for start in range(first, last + 1, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, last + 1))
        bulk.write([piece(number) for number in numbers], cast)
        done(numbers[-1])


def _page(number: int) -> Piece:
    writer = Writer(f"page {number}")
    title = writer.title()
    data = snapshots.blank(
        title=title, slug=f"scale-page-{number}", body=writer.body(4), position=number
    )
    return Piece(Kind.PAGE, data, BEGIN)


def _question(number: int, cast: Cast) -> Piece:
    writer = Writer(f"question {number}")
    title = f"{writer.title()}?"
    data = snapshots.blank(
        title=title,
        slug=f"{slugify(title)}-{number}",
        body=f"<p>{writer.text(60)}</p>",
        category=cast.categories[number % len(cast.categories)].pk,
    )
    return Piece(Kind.FAQ, data, BEGIN)


def _desk_copy(number: int, cast: Cast) -> Piece:
    data = _article_data(Writer(f"desk copy {number}"), number, cast)
    data["slug"] = f"scale-desk-copy-{number}"
    return Piece(Kind.ARTICLE, data, END, stage=(Stage.DRAFT, Stage.IN_REVIEW)[number % 2])


def _article_data(writer: Writer, number: int, cast: Cast) -> snapshots.ArticleData:
    title = writer.title()
    slug = {1: MOST_COMMENTS, 2: FIFTY_COMMENTS}.get(number, f"{slugify(title)}-{number}")
    chance = writer.chance
    authors = {author.pk: None for author in _some(chance, cast.authors, 2)}
    sources = chance.randint(0, 4)
    return snapshots.blank(
        title=title,
        slug=slug,
        summary=writer.text(24),
        body=writer.body(chance.randint(11, 15), sources=sources),
        category=cast.categories[number % len(cast.categories)].pk,
        team=_some(chance, cast.teams, 1)[0].pk,
        tags=sorted({tag.pk for tag in _some(chance, cast.tags, 3)}),
        contributors=[{"author": pk, "role": Role.WRITER.value} for pk in authors],
        sources=[_source(writer) for _ in range(sources)],
    )


def _source(writer: Writer) -> snapshots.SourceData:
    return {
        "title": writer.title(),
        "publisher": writer.title(),
        "year": writer.chance.randint(1990, 2015),
        "url": f"https://example.org/{writer.chance.randint(1, 10**6)}",
        "doi": "",
        "pmid": "",
        "accessed_on": None,
    }


def _pinned(number: int, pins: list[tuple[int, int]]) -> list[snapshots.FaqUseData]:
    """A few questions on every tenth article, the second among them."""
    if number % 10 != 2:
        return []
    places = {(number + step) % len(pins) for step in range(_FAQS_ON_ONE)}
    return [{"faq": faq, "revision": revision} for faq, revision in (pins[p] for p in places)]


def _related(number: int, keys: list[int], categories: int) -> list[int]:
    """The articles before this one in its category; where there are few, those after it too."""
    own = number - 1
    before = range(own - categories, -1, -categories)
    after = range(own + categories, len(keys), categories)
    return [keys[place] for place in (*before[:RELATED_CANDIDATES], *after[:RELATED_CANDIDATES])][
        :RELATED_CANDIDATES
    ]


def _some(chance: Random, things: list[Thing], count: int) -> list[Thing]:
    """Choose some, the first ones far more often than the last; perhaps one of them twice."""
    often = list(accumulate(1 / (place + 5) for place in range(len(things))))
    return chance.choices(things, cum_weights=often, k=count)
