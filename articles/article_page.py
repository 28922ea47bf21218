"""All that the page of one article shows beside its own text, in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, F, Prefetch, TextField, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import editions
from articles.images.pictures import Picture, fill, lead_picture
from articles.models import (
    Author,
    Change,
    Edition,
    EditionContribution,
    Image,
    Kind,
    Revision,
    Role,
    Tag,
)
from articles.rendering.body import with_markers_to

RELATED_SHOWN = 3


@dataclass(frozen=True)
class Question:
    """A frequently asked question as a page shows it."""

    question: str
    answer: SafeString
    anchor: str
    path: str


@dataclass(frozen=True)
class ArticlePage:
    """What `articles/article_detail.html` shows of an article."""

    edition: Edition
    picture: Picture | None
    body: SafeString
    writers: list[Author]
    tags: list[Tag]
    faqs: list[Question]
    related: list[Edition]
    breadcrumbs: list[dict[str, str]]


def compose(edition: Edition, *, now: dt.datetime) -> ArticlePage:
    """Gather people, tags, FAQs, related articles and pictures as they are live at `now`."""
    models.prefetch_related_objects(
        [edition],
        Prefetch("contributions", EditionContribution.objects.select_related("author")),
    )
    faqs, related = _companions(edition, now)
    return ArticlePage(
        edition=edition,
        picture=lead_picture(edition),
        body=body_of(edition),
        writers=edition.writers,
        tags=list(edition.tags.all()),
        faqs=faqs,
        related=related,
        breadcrumbs=breadcrumbs_of(edition),
    )


def compose_preview(revision: Revision, *, now: dt.datetime) -> ArticlePage:
    """The page as it would look if `revision` and the FAQs it pins were published at `now`."""
    before = editions.last_shown(revision.article, now=now)
    edition = editions.render(revision, live_from=now, change=Change.UPDATE, before=before)
    writers = [c["author"] for c in revision.data["contributors"] if c["role"] == Role.WRITER]
    authors = Author.objects.in_bulk(writers)
    return ArticlePage(
        edition=edition,
        picture=lead_picture(edition),
        body=body_of(edition),
        writers=[authors[pk] for pk in writers if pk in authors],
        tags=list(Tag.objects.filter(pk__in=revision.data["tags"])),
        faqs=_pinned_questions(revision, now),
        related=[],
        breadcrumbs=breadcrumbs_of(edition),
    )


def _pinned_questions(revision: Revision, now: dt.datetime) -> list[Question]:
    pins = [use["revision"] for use in revision.data["faqs"] if use.get("revision")]
    pinned = Revision.objects.select_related("article").in_bulk(pins)
    return [
        as_question(editions.render(pinned[pk], live_from=now, change=Change.NEW, before=None))
        for pk in pins
        if pk in pinned
    ]


def body_of(edition: Edition) -> SafeString:
    """The stored body with its pictures put in."""
    ids = edition.image_ids
    return fill(edition.body, Image.objects.in_bulk(ids) if ids else {})


def as_question(edition: Edition) -> Question:
    """A FAQ as an article shows it; its sources stand on its own page."""
    return Question(
        question=edition.title,
        answer=fill(with_markers_to(edition.path, edition.body), {}),
        anchor=edition.anchor,
        path=edition.path,
    )


def _companions(edition: Edition, now: dt.datetime) -> tuple[list[Question], list[Edition]]:
    """FAQs and related articles in one query; only FAQs bring their text along."""
    answer = Case(
        When(article_kind=Kind.FAQ, then=F("body")), default=Value(""), output_field=TextField()
    )
    found = (
        Edition.objects.live(now)
        .filter(article__in=[*edition.faq_ids, *edition.related_ids], outcome="content")
        .defer("body", "search_text", "contents", "sources")
        .annotate(answer=answer)
        .select_related("category", "lead_image")
    )
    by_article: dict[int, Edition] = {}
    for companion in found:
        companion.body = companion.answer
        by_article[companion.article_id] = companion
    faqs = [as_question(by_article[pk]) for pk in edition.faq_ids if pk in by_article]
    related = [by_article[pk] for pk in edition.related_ids if pk in by_article]
    return faqs, related[:RELATED_SHOWN]


def breadcrumbs(*trail: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the home page; the last entry is the page itself."""
    return [{"title": title, "url": url} for title, url in ((_("Home"), "/"), *trail)]


def breadcrumbs_of(edition: Edition) -> list[dict[str, str]]:
    category = edition.category
    if category is None:
        return breadcrumbs((_("Articles"), "/articles/"), (edition.title, edition.path))
    return breadcrumbs(
        (_("Articles"), "/articles/"),
        (category.name, category.get_absolute_url()),
        (edition.title, edition.path),
    )
