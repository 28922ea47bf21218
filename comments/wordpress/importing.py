"""The comments of one item, with the state, the place and the date that they had in WordPress.

Nothing is screened, mailed or queued: other people decided about these comments long ago.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from articles.api import Article
from comments import moderation, page_keys, pages, posting
from comments.models import Comment, Decision, Discussion, ImportedComment, Mode, State
from comments.screening.verdict import Evidence
from comments.wordpress.texts import text_of
from site_config.kit import html, wxr
from site_config.kit.pagecache.purging import purge

STATES = {
    "1": State.PUBLISHED,
    "0": State.PENDING,
    "spam": State.SPAM,
    "trash": State.REMOVED,
    "post-trashed": State.REMOVED,
}
"""What the states of WordPress are here."""

_NAME_LIMIT = 80
_EMAIL_LIMIT = 254
_WEBSITE_LIMIT = 200
# A database takes only so many values in one query.
_IDS_AT_ONCE = 500

_validate_website = URLValidator(schemes=["http", "https"])


@dataclass
class CommentsBrought:
    """What became of the comments of one item.

    `left_out` and `notes` are (number of the comment there, what is to be said of it).
    """

    created: int = 0
    unchanged: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def bring(
    article: Article, item: wxr.ItemRecord, *, source: str, is_new: bool, now: dt.datetime
) -> CommentsBrought:
    """Write down those comments of `item` that were not brought before.

    `is_new` says that the article was made just now: then its discussion is closed if it was
    closed there. A comment that was brought before is left as it is, and one that was erased
    here stays away.
    """
    brought = CommentsBrought()
    placing = _Placing(source, brought, now=now)
    placing.look_up([comment.comment_id for comment in item.comments])
    records = parents_first(item.comments)
    brought.unchanged += len(item.comments) - len(records)  # Told twice under one number.
    ready = [each for each in map(placing.prepare, records) if each]
    closed = is_new and item.comment_status == "closed"
    if ready or closed:
        discussion = posting.discussion_of(article, lock=True)
        if closed:
            discussion.mode = Mode.READ_ONLY
            discussion.save(update_fields=["mode"])
        placing.write(discussion, ready)
        purge(page_keys.of_discussion(discussion))
    return brought


def parents_first(records: Iterable[wxr.CommentRecord]) -> list[wxr.CommentRecord]:
    """Order comments by date, but each after the one that it answers; a circle is cut open."""
    oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
    by_date = sorted(records, key=lambda record: (record.date or oldest, record.comment_id))
    by_id = {record.comment_id: record for record in by_date}
    ordered: dict[int, wxr.CommentRecord] = {}
    for record in by_date:
        branch: dict[int, wxr.CommentRecord] = {}
        number = record.comment_id
        while number in by_id and number not in branch and number not in ordered:
            branch[number] = by_id[number]
            number = by_id[number].parent
        ordered.update(reversed(branch.items()))
    return list(ordered.values())


class _Placing:
    """Writes the comments of one item, each below the one that it answers."""

    def __init__(self, source: str, brought: CommentsBrought, *, now: dt.datetime) -> None:
        self.source = source
        self.brought = brought
        self.now = now
        self.known: dict[int, Comment | None] = {}

    def look_up(self, numbers: list[int]) -> None:
        """Find what became of the comments that were brought before; None if erased."""
        for start in range(0, len(numbers), _IDS_AT_ONCE):
            rows = ImportedComment.objects.filter(
                source=self.source,
                foreign_id__in=[str(number) for number in numbers[start : start + _IDS_AT_ONCE]],
            )
            for row in rows.select_related("comment"):
                self.known[int(row.foreign_id)] = row.comment

    def prepare(self, record: wxr.CommentRecord) -> tuple[wxr.CommentRecord, Comment] | None:
        """Return the record with the comment that it makes, None if it makes none."""
        if record.comment_id in self.known:
            self.brought.unchanged += 1
            return None
        try:
            comment = _comment(record, now=self.now)
        except _LeftOut as reason:
            self.brought.left_out.append((record.comment_id, str(reason)))
            return None
        return record, comment

    def write(self, discussion: Discussion, ready: list[tuple[wxr.CommentRecord, Comment]]) -> None:
        for record, comment in ready:
            comment.discussion = discussion
            comment.parent = self._parent(record, discussion)
            comment.save()
            posting.give_place(comment, comment.parent)
            moderation.count_new(comment)
            self.known[record.comment_id] = comment
        ImportedComment.objects.bulk_create(
            ImportedComment(source=self.source, foreign_id=str(record.comment_id), comment=comment)
            for record, comment in ready
        )
        Decision.objects.bulk_create(
            _decision(comment, now=self.now)
            for _record, comment in ready
            if comment.state != State.PENDING
        )
        pages.settle_all([discussion.pk])
        self.brought.created += len(ready)

    def _parent(self, record: wxr.CommentRecord, discussion: Discussion) -> Comment | None:
        if not record.parent:
            return None
        parent = self.known.get(record.parent)
        if parent is None or parent.discussion_id != discussion.pk:
            note = f"answers comment {record.parent}, which is not here, so it stands on its own"
            self.brought.notes.append((record.comment_id, note))
            return None
        return parent


class _LeftOut(Exception):
    """Why a comment does not become anything here."""


def _comment(record: wxr.CommentRecord, *, now: dt.datetime) -> Comment:
    """Make the comment of a record, without a place yet. Raises `_LeftOut`."""
    if record.kind not in {"", "comment"}:
        raise _LeftOut(f"it is no comment of a reader but a {record.kind}")
    if record.approved not in STATES:
        raise _LeftOut(f"its status “{record.approved}” is unknown")
    state = STATES[record.approved]
    text, rendered = _texts(record)
    written = record.date or now
    return Comment(
        author_name=_name(record),
        author_email=_valid(record.email, validate_email, _EMAIL_LIMIT),
        author_website=_valid(record.url, _validate_website, _WEBSITE_LIMIT),
        body=text,
        html=rendered,
        state=state,
        reasons=_reasons(state),
        created_at=written,
        published_at=written if state == State.PUBLISHED else None,
    )


def _texts(record: wxr.CommentRecord) -> tuple[str, str]:
    try:
        text = text_of(record.content)
        rendered = html.render_comment(text)
    except html.TooLong as too_long:
        raise _LeftOut(str(too_long)) from too_long
    if not text:
        raise _LeftOut("it has no text")
    return text, rendered


def _name(record: wxr.CommentRecord) -> str:
    """The name without tags and entities; what WordPress calls a writer who gave none."""
    words = html.plain_text(html.clean(record.author[:1000], html.COMMENT)).split()
    return " ".join(words)[:_NAME_LIMIT].rstrip() or _("Anonymous")


def _valid(value: str, validate: Callable[[str], None], limit: int) -> str:
    """Return `value`, "" if it is not valid or longer than its column."""
    try:
        validate(value)
    except ValidationError:
        return ""
    return value if len(value) <= limit else ""


def _reasons(state: State) -> list[dict[str, str]]:
    if state != State.PENDING:
        return []
    return [Evidence("import", _("It waited for a moderator where it came from.")).stored]


def _decision(comment: Comment, *, now: dt.datetime) -> Decision:
    return Decision(
        comment=comment,
        to_state=comment.state,
        note=_("Imported"),
        at=now,
        by=None,
        by_name=_("Import"),
    )
