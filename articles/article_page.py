"""All that the page of one article shows beside its own text, in a constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import F, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import editions, listings, page_keys, snapshots
from articles.images.pictures import Picture, fill, lead_picture
from articles.images.social_images import SocialImage, social_image
from articles.models import (
    Author,
    Change,
    Companion,
    Edition,
    Image,
    Outcome,
    Revision,
    Role,
    Tag,
)
from articles.rendering.body import with_markers_to
from site_config.kit.prepared import prepared

RELATED_SHOWN = 3


class Crumb(TypedDict):
    """A step on the way from the home page to this one."""

    title: str
    url: str


class Question(TypedDict):
    """A frequently asked question as an article shows it; `text` are the words of the answer."""

    number: int
    question: str
    answer: SafeString
    text: str
    anchor: str
    path: str


@dataclass(frozen=True)
class Adjacent:
    """The articles of a category between which another was published; None at its ends."""

    previous: Companion | None = None
    following: Companion | None = None


@dataclass(frozen=True)
class ArticlePage:
    """What `articles/article_detail.html` shows of an article."""

    edition: Edition
    picture: Picture | None
    social_image: SocialImage | None
    body: SafeString
    writers: list[Author]
    reviewers: list[Author]
    is_unreviewed: bool
    noindex: bool
    tags: list[Tag]
    faqs: list[Question]
    related: list[Companion]
    adjacent: Adjacent
    breadcrumbs: list[Crumb]


def compose(edition: Edition, *, now: dt.datetime) -> ArticlePage:
    """Gather people, tags, FAQs, related articles and pictures as they are live at `now`."""
    faqs, related, adjacent = _companions(edition, now)
    people = _people(edition.pk)
    return ArticlePage(
        edition=edition,
        picture=lead_picture(edition),
        social_image=social_image(edition),
        body=body_of(edition),
        writers=[person for person in people if person.role == Role.WRITER],
        reviewers=[person for person in people if person.role == Role.MEDICAL_REVIEWER],
        **_review(edition, {person.role for person in people}),
        tags=_tags(edition.pk),
        faqs=faqs,
        related=related,
        adjacent=adjacent,
        breadcrumbs=breadcrumbs_of(edition),
    )


def keys_of(page: ArticlePage) -> Iterator[str]:
    """What the page depends on, for the page cache."""
    yield from keys_of_text(page)
    yield from page_keys.of_related(page.edition, page.related, room=RELATED_SHOWN)
    beside = page.adjacent
    yield from page_keys.of_adjacent(
        page.edition,
        previous=beside.previous and beside.previous.article_id,
        following=beside.following and beside.following.article_id,
    )


def keys_of_text(page: ArticlePage) -> Iterator[str]:
    """What it depends on without the articles that it leads to."""
    yield from page_keys.of_edition(page.edition)
    yield from map(page_keys.label_name, {*page.writers, *page.reviewers})
    yield from map(page_keys.label_name, page.tags)


@prepared
def writers_of(edition: int) -> QuerySet[Author]:
    wrote = Author.objects.filter(contributions__edition=edition, contributions__role=Role.WRITER)
    return wrote.order_by("contributions__position", "contributions__pk")


@prepared
def _people(edition: int) -> QuerySet[Any]:
    """Everybody of the byline and behind it, each with a `role`."""
    people = Author.objects.filter(contributions__edition=edition)
    people = people.annotate(role=F("contributions__role"))
    return people.order_by("contributions__position", "contributions__pk")


class _Review(TypedDict):
    is_unreviewed: bool
    noindex: bool


def _review(edition: Edition, roles: set[str]) -> _Review:
    """Whether readers are told that no medical reviewer saw it, and search engines kept off."""
    category = edition.category
    is_health = category is not None and category.is_health
    reviewed = edition.reviewed_at is not None or Role.MEDICAL_REVIEWER in roles
    unreviewed = is_health and not reviewed
    kept_off = category is not None and category.noindex_unreviewed
    return {"is_unreviewed": unreviewed, "noindex": unreviewed and kept_off}


@prepared
def _tags(edition: int) -> QuerySet[Tag]:
    return Tag.objects.filter(editions=edition)


def compose_preview(
    revision: Revision, *, now: dt.datetime, questions: Iterable[Revision] | None = None
) -> ArticlePage:
    """The page as it would look if `revision` were published at `now`.

    With it are the FAQs that it pins, or `questions`. Neither they nor the article need be saved.
    """
    article = revision.article
    before = editions.last_shown(article, now=now) if article.pk else None
    data = snapshots.resolved(revision.data)
    edition = editions.render(
        revision, live_from=now, change=Change.UPDATE, before=before, data=data
    )
    authors = Author.objects.in_bulk([c["author"] for c in data["contributors"]])
    people = [
        (c["role"], authors[c["author"]]) for c in data["contributors"] if c["author"] in authors
    ]
    return ArticlePage(
        edition=edition,
        picture=lead_picture(edition),
        social_image=None,
        body=body_of(edition),
        writers=[author for role, author in people if role == Role.WRITER],
        reviewers=[author for role, author in people if role == Role.MEDICAL_REVIEWER],
        **_review(edition, {c["role"] for c in data["contributors"]}),
        tags=list(Tag.objects.filter(pk__in=data["tags"])),
        faqs=_previewed(_pinned(revision) if questions is None else questions, now),
        related=[],
        adjacent=Adjacent(),
        breadcrumbs=breadcrumbs_of(edition),
    )


def _pinned(revision: Revision) -> list[Revision]:
    pins = [use["revision"] for use in revision.data["faqs"] if use.get("revision")]
    pinned = Revision.objects.select_related("article").in_bulk(pins)
    return [pinned[pk] for pk in pins if pk in pinned]


def _previewed(questions: Iterable[Revision], now: dt.datetime) -> list[Question]:
    return _questions(
        editions.render(question, live_from=now, change=Change.NEW, before=None)
        for question in questions
    )


def body_of(edition: Edition) -> SafeString:
    """The stored body with its pictures put in."""
    ids = edition.image_ids
    return fill(edition.body, Image.objects.in_bulk(ids) if ids else {})


def _questions(faqs: Iterable[Edition | Companion]) -> list[Question]:
    """FAQs as an article shows them; their sources stand on their own pages."""
    return [
        Question(
            number=number,
            question=faq.title,
            answer=fill(with_markers_to(faq.path, faq.body), {}),
            text=faq.text,
            anchor=faq.anchor,
            path=faq.path,
        )
        for number, faq in enumerate(faqs, start=1)
    ]


def _companions(
    edition: Edition, now: dt.datetime
) -> tuple[list[Question], list[Companion], Adjacent]:
    """FAQs, related articles and those beside it in one query; only FAQs bring their text along."""
    place = (edition.category_id or 0, edition.first_published_at, edition.article_id)
    live = _live_companions(now, [*edition.faq_ids, *edition.related_ids], *place)
    by_article = {row[0]: Companion._make(row) for row in live}
    faqs = _questions(by_article[pk] for pk in edition.faq_ids if pk in by_article)
    related = [by_article[pk] for pk in edition.related_ids if pk in by_article]
    articles = [each for pk, each in by_article.items() if pk not in edition.faq_ids]
    return faqs, related[:RELATED_SHOWN], _adjacent(edition, articles)


def _adjacent(edition: Edition, found: list[Companion]) -> Adjacent:
    """Those beside `edition`, which are among `found`; others of its category stand farther off."""
    category, place = edition.category_id, _place_of(edition)
    family = [each for each in found if category is not None and each.category_id == category]
    before = [each for each in family if _place_of(each) < place]
    after = [each for each in family if _place_of(each) > place]
    return Adjacent(
        previous=max(before, key=_place_of, default=None),
        following=min(after, key=_place_of, default=None),
    )


def _place_of(one: Edition | Companion) -> tuple[dt.datetime, int]:
    return one.first_published_at, one.article_id


@prepared
def _live_companions(
    now: dt.datetime, articles: list[int], category: int, published: dt.datetime, article: int
) -> QuerySet[Edition, tuple[Any, ...]]:
    wanted = Q(article__pk__in=articles) | listings.beside(category, published, article, now)
    return Edition.objects.live(now).filter(wanted, outcome=Outcome.CONTENT).as_companions()


def breadcrumbs(*trail: tuple[str, str]) -> list[Crumb]:
    """The way from the home page; the last entry is the page itself."""
    return [Crumb(title=title, url=url) for title, url in ((_("Home"), "/"), *trail)]


def breadcrumbs_of(edition: Edition) -> list[Crumb]:
    category = edition.category
    if category is None:
        return breadcrumbs((_("Articles"), "/articles/"), (edition.title, edition.path))
    return breadcrumbs(
        (_("Articles"), "/articles/"),
        (category.name, category.get_absolute_url()),
        (edition.title, edition.path),
    )
