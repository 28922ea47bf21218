"""One item of a WordPress export becomes an article or a page, through the desk's own verbs."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import editing, publishing, snapshots
from articles.addresses import free_slug
from articles.models import (
    Article,
    Author,
    Category,
    ForeignKind,
    ImportedItem,
    Kind,
    Revision,
    Role,
    Tag,
)
from articles.wordpress.labels import Labels, is_uncategorised
from articles.wordpress.texts import ItemTexts, texts_of
from site_config.kit import wxr

KINDS = {"post": Kind.ARTICLE, "page": Kind.PAGE}

_HIGHEST_POSITION = 32_767

_STATUSES_OF_DRAFTS = {
    "draft": "",
    "pending": "waited for a review there, and is a draft here",
    "private": "was private there, and is a draft here",
}


@dataclass
class Brought:
    """What became of an item: its article, or None where it was deleted here since.

    `is_new` says whether this very call made it, `faqs` how many FAQs along with it. `notes` are
    what a person should know of it, as ends of the sentence "this item ...".
    """

    article: Article | None
    is_new: bool = False
    faqs: int = 0
    notes: list[str] = field(default_factory=list)


def reason_to_leave_out(item: wxr.ItemRecord) -> str | None:
    """Why an item does not become anything here, or None if it does."""
    if item.post_type == "attachment":
        return f"files are not fetched yet: {item.attachment_url or item.link}"
    if item.post_type not in KINDS:
        return f"there is no place here for items of the type “{item.post_type}”"
    if item.status == "trash":
        return "it lay in the trash"
    if item.status == "auto-draft":
        return "it is a draft that nobody saved"
    return None


class Importer:
    """Brings the items of one source, each once.

    `labels` are the people and labels of that source; call their `forget` after rolling back.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.labels = Labels(source)

    @transaction.atomic
    def bring(self, item: wxr.ItemRecord, *, now: dt.datetime) -> Brought:
        """Write the item down and publish what was public there.

        An item that was brought before is left as it is here. Raises EditorialRefusal, and
        `html.TooLong` for a text that is too long to be sanitised; then nothing has changed.
        """
        known = ImportedItem.objects.select_related("article").filter(
            source=self.source, foreign_kind=ForeignKind.POST, foreign_id=str(item.post_id)
        )
        if row := known.first():
            return Brought(row.article)
        texts = texts_of(item)
        notes = list(texts.notes)
        moment, note = _moment(item, now)
        notes += note
        data = self._data(item, texts, notes, now=now)
        faqs = self._faqs(texts, data["category"], notes, now=now, at=moment)
        data["faqs"] = [{"faq": faq.article_id} for faq in faqs]
        revision = editing.create(
            KINDS[item.post_type], data, by=None, now=now, note=self._history_note(item)
        )
        _publish(revision, item, now=now, at=moment)
        ImportedItem.objects.create(
            source=self.source,
            foreign_kind=ForeignKind.POST,
            foreign_id=str(item.post_id),
            imported_at=now,
            article=revision.article,
        )
        return Brought(revision.article, True, len(faqs), notes + _other_notes(item))

    def _data(
        self, item: wxr.ItemRecord, texts: ItemTexts, notes: list[str], *, now: dt.datetime
    ) -> snapshots.ArticleData:
        category, tags = self._category_and_tags(item, texts, now=now)
        author = self._author(item, texts, now=now)
        team = self.labels.team(texts.team, now=now) if texts.team else None
        return snapshots.blank(
            title=texts.title,
            slug=_slug(KINDS[item.post_type], texts, notes),
            summary=texts.summary,
            body=texts.body,
            category=category.pk if category else None,
            team=team.pk if team else None,
            tags=[tag.pk for tag in tags],
            position=max(0, min(item.menu_order, _HIGHEST_POSITION)),
            contributors=[{"author": author.pk, "role": Role.WRITER.value}] if author else [],
        )

    def _author(self, item: wxr.ItemRecord, texts: ItemTexts, *, now: dt.datetime) -> Author | None:
        """Whom the byline in the text names, else who wrote the item in WordPress."""
        creator = self.labels.author(item.creator, now=now)
        if texts.byline:
            return self.labels.byline(texts.byline, creator=creator, now=now)
        return creator

    def _category_and_tags(
        self, item: wxr.ItemRecord, texts: ItemTexts, *, now: dt.datetime
    ) -> tuple[Category | None, list[Tag]]:
        """The category that the text names, else the first one; the others become tags."""
        categories = [
            (slug, name)
            for taxonomy, slug, name in item.terms
            if taxonomy == "category" and not is_uncategorised(slug, name)
        ]
        if texts.category:
            named = [c for c in categories if c[1].casefold() == texts.category.casefold()]
            first = named[0] if named else ("", texts.category)
            categories = [first, *(c for c in categories if c != first)]
        own_tags = [(slug, name) for taxonomy, slug, name in item.terms if taxonomy == "post_tag"]
        tags = [self.labels.tag(*term, now=now) for term in categories[1:] + own_tags]
        category = self.labels.category(*categories[0], now=now) if categories else None
        return category, [tag for tag in tags if tag is not None]

    def _faqs(
        self,
        texts: ItemTexts,
        category: int | None,
        notes: list[str],
        *,
        now: dt.datetime,
        at: dt.datetime | None,
    ) -> list[Revision]:
        revisions = []
        for question, answer in texts.faqs:
            slug = free_slug(Kind.FAQ, question)
            data = snapshots.blank(title=question, slug=slug, body=answer, category=category)
            note = _("From the text of “%(title)s”, as imported") % {"title": texts.title}
            revision = editing.create(Kind.FAQ, data, by=None, now=now, note=note[:500])
            if at is not None:
                publishing.publish_imported(revision, by=None, now=now, at=at)
            revisions.append(revision)
        return revisions

    def _history_note(self, item: wxr.ItemRecord) -> str:
        note = _("Imported from %(source)s, item %(number)d, %(address)s") % {
            "source": self.source,
            "number": item.post_id,
            "address": item.link or item.guid,
        }
        return note[:500]


def _moment(item: wxr.ItemRecord, now: dt.datetime) -> tuple[dt.datetime | None, list[str]]:
    """When readers may see the item, None if they may not; and what there is to say of it."""
    if item.password:
        return None, ["was protected by a password there, and is a draft here"]
    if item.status not in {"publish", "future"}:
        note = _STATUSES_OF_DRAFTS.get(
            item.status, f"had the status “{item.status}” there, and is a draft here"
        )
        return None, [note] if note else []
    at = item.published_at or item.modified_at
    if at is None:
        return now, ["had no date, and is published as of now"]
    if item.status == "future" and at <= now:
        return at, ["was scheduled for a moment that has passed, so it is live"]
    return at, []


def _publish(
    revision: Revision, item: wxr.ItemRecord, *, now: dt.datetime, at: dt.datetime | None
) -> None:
    if at is not None:
        publishing.publish_imported(revision, by=None, now=now, at=at, modified_at=item.modified_at)
        revision.article.refresh_from_db(fields=["stage"])


def _slug(kind: Kind, texts: ItemTexts, notes: list[str]) -> str:
    slug = free_slug(kind, texts.wanted_slug)
    if slug != slugify(texts.wanted_slug, allow_unicode=True):
        notes.append(f"has the address …/{slug}/ here, for “{texts.wanted_slug}” could not be had")
    return slug


def _other_notes(item: wxr.ItemRecord) -> list[str]:
    notes = []
    if item.is_sticky:
        notes.append(
            "was pinned to the front page there; the page “Front page” of the desk does that here"
        )
    thumbnails = [value for key, value in item.meta if key == "_thumbnail_id" and value]
    if thumbnails:
        notes.append(f"has no picture yet: its own, attachment {thumbnails[0]}, was not fetched")
    others = {
        f"{taxonomy}: {name}"
        for taxonomy, _slug, name in item.terms
        if taxonomy not in {"category", "post_tag", "post_format"}
    }
    if others:
        notes.append(f"lost what has no place here: {'; '.join(sorted(others))}")
    return notes
