"""Taking passages out of a comment: all that staff may change about a reader's words.

What is taken out leaves a mark that readers see; the text as it was stays with the comment as an
`Edit`, for moderators alone.
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
from comments.screening import hosts
from comments.screening.folding import Folded
from site_config.kit import html
from site_config.kit.pagecache.purging import purge


@transaction.atomic
def redact(comment: Comment, passages: Sequence[str], *, by: User, now: dt.datetime) -> Edit:
    """Replace each of `passages`, wherever it stands in the text, by a mark.

    Raises NotPermitted, or WrongState if there are none or one of them does not stand there.
    """
    moderation.require_moderator(by)
    locked = Comment.objects.select_for_update().select_related("discussion").get(pk=comment.pk)
    edit = Edit(
        comment=locked, body=locked.body, at=now, by=by, by_name=display_name(by), redacts=True
    )
    locked.body = _without(locked.body, passages)
    locked.html = html.render_comment(locked.body)
    locked.text_digest = Folded(locked.body).digest
    locked.redacted_at = now
    locked.save(update_fields=["body", "html", "text_digest", "redacted_at"])
    edit.save()
    _forget_hosts(locked)
    if locked.state == State.PUBLISHED:
        purge({page_keys.thread(locked.discussion.article_id)})
    return edit


def mark() -> str:
    """What stands in the place of a passage that was taken out."""
    return _("[removed by the editors]")


def _without(text: str, passages: Sequence[str]) -> str:
    wanted = sorted({each for each in passages if each.strip()}, key=len, reverse=True)
    if not wanted:
        raise WrongState(_("Choose at least one passage."))
    for passage in wanted:
        if passage not in text:
            message = _("“%(passage)s” does not stand in the comment. Copy it from there.")
            raise WrongState(message % {"passage": passage[:80]})
    # First the places, then the mark: a short passage may stand in the mark itself.
    for passage in wanted:
        text = text.replace(passage, "\0")
    text = text.replace("\0", mark())
    if len(text) > MAX_CHARACTERS:
        raise WrongState(_("So many marks make the comment too long. Choose longer passages."))
    return text


def _forget_hosts(comment: Comment) -> None:
    """The comment no longer leads where only its removed passages led."""
    left = hosts.hosts([*hosts.links(comment.body), comment.author_website])
    LinkedHost.objects.filter(comment=comment).exclude(host__in=left).delete()
