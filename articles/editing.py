"""Saving at the desk. Readers see nothing of it before `articles.publishing`."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles import history, permissions, snapshots
from articles.addresses import reserve
from articles.errors import EditorialRefusal, NotPermitted, StaleVersion
from articles.models import Action, Article, Kind, Revision, Stage
from articles.snapshots import ArticleData
from site_config.kit import html

LONGEST_TITLE = 300  # as the field of the model
MOST_PINNED = 3  # as many related articles as a page shows

_POLICIES = {
    Kind.ARTICLE: html.ARTICLE,
    Kind.PAGE: html.ARTICLE,
    Kind.FAQ: html.FAQ_ANSWER,
}


@transaction.atomic
def create(
    kind: Kind, data: ArticleData, *, by: User | None, now: dt.datetime, note: str = ""
) -> Revision:
    """Start an article with its first revision.

    `by=None` is the machine (importer, demonstration). Raises NotPermitted, AddressRefused, and
    EditorialRefusal for a text that is too long or an unusable title or slug.
    """
    permissions.require(by, permissions.add_permission(kind))
    article = Article(kind=kind, created_by=by, created_at=now, updated_at=now)
    return _write(article, data, Action.CREATED, by=by, now=now, note=note)


@transaction.atomic
def save(
    article: Article,
    data: ArticleData,
    *,
    base_version: int,
    by: User | None,
    now: dt.datetime,
    note: str = "",
    action: Action = Action.SAVED,
) -> Revision:
    """Save over version `base_version` of `article` and return the new revision.

    Saving what already stands there makes no revision and returns the latest. An approval is
    voided, for nobody approved these words. `action` is what history calls it. Raises
    NotPermitted, StaleVersion, AddressRefused and EditorialRefusal; then nothing has changed.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    permissions.require_edit(by, article)
    if article.trashed_at is not None:
        raise NotPermitted(_("This article is in the trash. Restore it before editing."))
    if article.version != base_version:
        raise StaleVersion
    if cleaned(data, article.kind) == snapshots.take(article) and not note:
        return latest_revision(article)
    return _write(article, data, action, by=by, now=now, note=note)


def latest_revision(article: Article) -> Revision:
    return article.revisions.order_by("-number")[0]


def _write(
    article: Article,
    data: ArticleData,
    action: Action,
    *,
    by: User | None,
    now: dt.datetime,
    note: str,
) -> Revision:
    data = cleaned(data, article.kind)
    voided = article.stage == Stage.APPROVED
    if voided:
        article.stage = Stage.DRAFT
    article.version += 1
    article.updated_at = now
    snapshots.put(article, data)
    reserve(article, now=now)
    revision = _take_revision(article, by=by, now=now, note=note)
    history.record(
        article,
        action,
        by=by,
        now=now,
        from_stage=Stage.APPROVED if voided else "",
        note=note,
        revision=revision,
    )
    return revision


def _take_revision(article: Article, *, by: User | None, now: dt.datetime, note: str) -> Revision:
    """Snapshot the desk copy; its FAQs are pinned to the revisions they have now."""
    data = snapshots.take(article)
    newest = dict(
        Revision.objects.filter(article__in=[use["faq"] for use in data["faqs"]])
        .values_list("article")
        .annotate(Max("pk"))
    )
    data["faqs"] = [{"faq": use["faq"], "revision": newest.get(use["faq"])} for use in data["faqs"]]
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        article=article,
        number=last + 1,
        data=data,
        schema=snapshots.SCHEMA,
        note=note,
        created_at=now,
        created_by=by,
    )


def cleaned(data: ArticleData, kind: str) -> ArticleData:
    """The data as it will stand on the desk: sanitised, trimmed, FAQs by identity.

    Raises EditorialRefusal for what cannot stand there.
    """
    title = html.one_line(data["title"])
    if not title:
        raise EditorialRefusal(_("Give it a title."), field="title")
    if len(title) > LONGEST_TITLE:
        message = _("The title has more than %(limit)d characters. Shorten it.")
        raise EditorialRefusal(message % {"limit": LONGEST_TITLE}, field="title")
    if not data["slug"]:
        raise EditorialRefusal(_("Give it a slug: the last part of its address."), field="slug")
    try:
        body = html.clean(data["body"], _POLICIES[Kind(kind)])
    except html.TooLong as too_long:
        raise EditorialRefusal(str(too_long), field="body") from too_long
    _require_distinct(data)
    return {
        **data,
        "title": title,
        "summary": html.one_line(data["summary"]),
        "body": body,
        "tags": sorted(set(data["tags"])),
        "pinned": sorted(set(data.get("pinned", []))),
        "sources": [_whole_source(source) for source in data["sources"]],
        "faqs": [{"faq": use["faq"]} for use in data["faqs"]],
    }


def _require_distinct(data: ArticleData) -> None:
    people = [(each["author"], each["role"]) for each in data["contributors"]]
    if len(set(people)) < len(people):
        raise EditorialRefusal(_("Somebody is named twice in the same role. Remove one of them."))
    questions = [use["faq"] for use in data["faqs"]]
    if len(set(questions)) < len(questions):
        raise EditorialRefusal(_("A question stands here twice. Remove one of them."))
    if len(set(data.get("pinned", []))) > MOST_PINNED:
        message = _("Choose %(number)d related articles at most; no more are shown.")
        raise EditorialRefusal(message % {"number": MOST_PINNED}, field="pinned")


def _whole_source(source: snapshots.SourceData) -> snapshots.SourceData:
    return {
        "title": source["title"],
        "publisher": source.get("publisher", ""),
        "year": source.get("year"),
        "url": html.ARTICLE.link_address(source.get("url", "")) or "",
        "doi": source.get("doi", ""),
        "pmid": source.get("pmid", ""),
        "accessed_on": source.get("accessed_on"),
    }
