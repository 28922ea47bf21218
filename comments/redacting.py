"""Taking passages out of a comment: all that staff may change about a reader's words.

What is taken out leaves a mark that readers see, and is kept nowhere: earlier texts, reasons to
hold the comment and what the classifier learned from it lose it, too. An `Edit` says who did it,
and when.
"""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import moderation, page_keys
from comments.errors import WrongState
from comments.models import MAX_CHARACTERS, Comment, Edit, LinkedHost, State
from comments.readers import display_name
from comments.screening import hosts, lessons
from comments.screening.folding import Folded
from site_config.kit import html
from site_config.kit.pagecache.purging import purge


@transaction.atomic
def redact(comment: Comment, passages: Sequence[str], *, by: User, now: dt.datetime) -> Edit:
    """Replace each of `passages`, wherever it stands in the text, by a mark; it cannot be undone.

    Raises NotPermitted, or WrongState if there are none or one of them does not stand there.
    """
    moderation.require_moderator(by)
    locked = Comment.objects.select_for_update().select_related("discussion").get(pk=comment.pk)
    wanted = _wanted(locked.body, passages)
    locked.body = _without(locked.body, wanted)
    if len(locked.body) > MAX_CHARACTERS:
        raise WrongState(_("So many marks make the comment too long. Choose longer passages."))
    locked.reasons = [_reason_without(each, wanted) for each in locked.reasons]
    locked.html = html.render_comment(locked.body)
    locked.text_digest = Folded(locked.body).digest
    locked.redacted_at = now
    locked.save(update_fields=["body", "html", "text_digest", "reasons", "redacted_at"])
    _take_out_of_edits(locked, wanted)
    edit = Edit.objects.create(
        comment=locked, body=locked.body, at=now, by=by, by_name=display_name(by), redacts=True
    )
    _forget_hosts(locked)
    lessons.unlearn_removed(locked)
    if locked.state == State.PUBLISHED:
        purge({page_keys.thread(locked.discussion.article_id)})
    return edit


def mark() -> str:
    """What stands in the place of a passage that was taken out."""
    return _("[removed by the editors]")


def _wanted(text: str, passages: Sequence[str]) -> list[str]:
    """The passages, the longest first, all of which stand in the text. Raises WrongState."""
    wanted = sorted({each for each in passages if each.strip()}, key=len, reverse=True)
    if not wanted:
        raise WrongState(_("Choose at least one passage."))
    for passage in wanted:
        if passage not in text:
            message = _("“%(passage)s” does not stand in the comment. Copy it from there.")
            raise WrongState(message % {"passage": passage[:80]})
    return wanted


def _without(text: str, wanted: Sequence[str]) -> str:
    # First the places, then the mark: a short passage may stand in the mark itself.
    for passage in wanted:
        text = text.replace(passage, "\0")
    return text.replace("\0", mark())


def _reason_without(reason: dict[str, str], wanted: Sequence[str]) -> dict[str, str]:
    """A reason quotes pieces of the text, one a line: what went out with a passage is left out."""
    pieces = reason["matched"].splitlines()
    left = [each for each in pieces if not any(each in out or out in each for out in wanted)]
    return {**reason, "words": _without(reason["words"], wanted), "matched": "\n".join(left)}


def _take_out_of_edits(comment: Comment, wanted: Sequence[str]) -> None:
    earlier = list(comment.edits.all())
    for edit in earlier:
        edit.body = _without(edit.body, wanted)
    Edit.objects.bulk_update(earlier, ["body"])


def _forget_hosts(comment: Comment) -> None:
    """The comment no longer leads where only its removed passages led."""
    left = hosts.of_comment(comment.body, comment.author_website)
    LinkedHost.objects.filter(comment=comment).exclude(host__in=left).delete()
