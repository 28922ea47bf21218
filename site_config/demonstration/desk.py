"""Writing and publishing the demonstration through the desk's own verbs."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.utils.text import slugify

from articles import editing, labels, publishing, readiness, snapshots, workflow
from articles.models import Article, Author, Category, Image, Kind, Revision, Tag, Team
from site_config.demonstration.reading import Document, documents, table

L = TypeVar("L", Author, Category, Team)


@dataclass
class Desk:
    """The people, labels and pictures that articles refer to by name."""

    writer: User
    editor: User
    now: dt.datetime
    pictures: dict[str, Image]
    categories: dict[str, Category] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)


def write_everything(desk: Desk) -> dict[str, Article]:
    """Put people, pages and articles on the desk and what is live before readers.

    Articles come in the order of their publication. Returns the live articles by slug.
    """
    _introduce_people(desk)
    for page in documents("pages"):
        _write_page(desk, page)
    by_age = sorted(documents("articles"), key=lambda d: -d.front.get("published_days_ago", -1))
    written = {document.slug: _write_article(desk, document) for document in by_age}
    return {slug: article for slug, article in written.items() if article is not None}


def _introduce_people(desk: Desk) -> None:
    people = table("people")
    for row in people["categories"]:
        desk.categories[row["slug"]] = _introduced(Category(**row))
    for row in people["teams"]:
        desk.teams[row["slug"]] = _introduced(Team(**row))
    for row in people["authors"]:
        desk.authors[row["slug"]] = _introduced(Author(**row))


def _introduced(label: L) -> L:
    labels.create(label, by=None)
    return label


def _write_page(desk: Desk, page: Document) -> None:
    data = snapshots.blank(
        title=page.front["title"],
        slug=page.slug,
        summary=page.front["summary"],
        body=page.body,
        position=page.front["position"],
    )
    at = desk.now - dt.timedelta(days=330)
    revision = editing.create(Kind.PAGE, data, by=desk.editor, now=at)
    publishing.publish_imported(revision, by=desk.editor, now=at, at=at)


def _write_article(desk: Desk, document: Document) -> Article | None:
    front = document.front
    at = desk.now - dt.timedelta(days=front.get("published_days_ago", 3), hours=2)
    started = at - dt.timedelta(days=4)
    faqs = [_write_faq(desk, faq, front["category"], now=started) for faq in front.get("faqs", [])]
    data = _data(desk, document, faqs)
    revision = editing.create(Kind.ARTICLE, data, by=desk.writer, now=started)
    article = revision.article
    if front["state"] == "draft":
        return None
    hours = [at - dt.timedelta(hours=left) for left in (30, 6)]
    workflow.submit(article, by=desk.writer, now=hours[0], note="")
    if front["state"] == "in_review":
        return None
    workflow.approve(revision, by=desk.editor, now=hours[1])
    return _publish(desk, front, revision, at)


def _publish(
    desk: Desk, front: dict[str, Any], revision: Revision, at: dt.datetime
) -> Article | None:
    seen = [warning.key for _going, warning in readiness.to_tick(revision, now=at)]
    if front["state"] == "scheduled":
        moment = desk.now + dt.timedelta(days=front["days_ahead"])
        publishing.publish(revision, by=desk.editor, now=at, at=moment, acknowledged=seen)
        return None
    publishing.publish(revision, by=desk.editor, now=at, acknowledged=seen)
    if front["state"] == "withdrawn":
        publishing.withdraw(
            revision.article,
            by=desk.editor,
            now=desk.now - dt.timedelta(days=1),
            reason=front["withdrawn_reason"],
        )
        return None
    return revision.article


def _write_faq(desk: Desk, faq: dict[str, str], category: str, *, now: dt.datetime) -> int:
    data = snapshots.blank(
        title=faq["question"],
        slug=slugify(faq["question"])[:120].rstrip("-"),
        body=faq["answer"],
        category=desk.categories[category].pk,
    )
    return editing.create(Kind.FAQ, data, by=desk.writer, now=now).article_id


def _data(desk: Desk, document: Document, faqs: list[int]) -> snapshots.ArticleData:
    front = document.front
    tags = [
        Tag.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0].pk
        for name in front["tags"]
    ]
    return snapshots.blank(
        title=front["title"],
        slug=document.slug,
        summary=front["summary"],
        body=document.body,
        category=desk.categories[front["category"]].pk,
        team=desk.teams[front["team"]].pk,
        tags=tags,
        lead_image={
            "image": desk.pictures[front["picture"]].pk,
            "alt": front["picture_alt"],
            "decorative": False,
            "caption": "",
        },
        contributors=[
            {"author": desk.authors[slug].pk, "role": "writer"} for slug in front["authors"]
        ],
        sources=front.get("sources", []),
        faqs=[{"faq": pk} for pk in faqs],
    )
