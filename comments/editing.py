"""Changing and withdrawing a comment: what its writer may do, who holds the link to its page."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from comments import bans, closing, moderation, page_keys, posting, second_look
from comments.errors import Banned, ChangedMeanwhile, DiscussionClosed, TooLateToEdit
from comments.models import Comment, Discussion, Edit, State
from comments.screening.facts import gather
from comments.screening.lessons import submission_of
from comments.screening.pipeline import screen
from comments.screening.verdict import Submission, Verdict
from comments.seen import mark_of_text
from site_config.kit import html
from site_config.kit.pagecache.purging import purge

EDITABLE_FOR = dt.timedelta(minutes=15)
# Nobody needs more, and each keeps a copy of the text.
MOST_EDITS = 10

# What readers see, or may come to see.
_ALIVE = [State.PUBLISHED, State.PENDING]


def may_edit(comment: Comment, *, now: dt.datetime) -> bool:
    """Whether its writer may change the text now. One query, and none for an older comment.

    Not once the staff took passages out, which another text would bring back.
    """
    is_young = comment.state in _ALIVE and now - comment.created_at <= EDITABLE_FOR
    is_whole = comment.redacted_at is None
    is_open = is_young and is_whole and closing.is_open(comment.discussion, now=now)
    return is_open and not comment.replies.filter(state__in=_ALIVE).exists()


def may_withdraw(comment: Comment) -> bool:
    """Whether there is anything left that its writer could take back."""
    return comment.state in _ALIVE


def edit(
    comment: Comment, body: str, *, seen: str = "", network: str = "", now: dt.datetime
) -> Comment:
    """Give the comment another text, and have screening look at it as at a new one.

    It may have to wait again. `seen` is the mark of the text that the writer began with, where it
    is known; `network` is that of its writer now. Raises Banned, DiscussionClosed, TooLateToEdit,
    or ChangedMeanwhile.
    """
    if body == comment.body:
        return comment
    refuse_banned(comment, network=network, now=now)
    submission = _submission(comment, body)
    facts = gather(submission, now=now)
    verdict = screen(submission, facts)
    posting.refuse(facts, verdict)
    with transaction.atomic():
        locked = _locked(comment)
        if body == locked.body:
            return locked
        _refuse_late(locked, now=now)
        _refuse_older(locked, seen)
        _keep(locked, now=now)
        _rewrite(locked, submission, verdict, now=now)
        _follow(locked, verdict, now=now)
    return locked


def withdraw(comment: Comment, *, network: str = "", now: dt.datetime) -> Comment:
    """Take the comment back, for good. Answers to it stay below a placeholder.

    Raises Banned, or WrongState for one that readers do not see any more.
    """
    refuse_banned(comment, network=network, now=now)
    with transaction.atomic():
        locked = _locked(comment)
        if locked.withdrawn_at is None:
            moderation.withdraw(locked, now=now)
    return locked


def refuse_banned(comment: Comment, *, network: str, now: dt.datetime) -> None:
    """Raise Banned where the writer is, by address or by the network of now."""
    if bans.of(email=comment.author_email, network=network, now=now) is not None:
        raise Banned(_("You cannot take part in the discussions here at present."))


def _submission(comment: Comment, body: str) -> Submission:
    """The comment with its new text; it counts in no rate, as it is no new comment.

    Who has its private page need not be who confirmed it by mail. Only where the device that posted
    it had proved the address is the new text proved, too.
    """
    return replace(
        submission_of(comment),
        body=body,
        by_staff=comment.is_staff,
        article_id=comment.discussion.article_id,
        proved=comment.confirmed_at == comment.created_at,
        editing=comment.pk,
    )


def _locked(comment: Comment) -> Comment:
    """The comment as it is now. The discussion is locked first, as all verbs do."""
    discussion = Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    locked.discussion = discussion
    return locked


def _refuse_late(comment: Comment, *, now: dt.datetime) -> None:
    if not closing.is_open(comment.discussion, now=now):
        raise DiscussionClosed(_("This discussion is closed; your change was not saved."))
    if comment.redacted_at is not None:
        raise TooLateToEdit(
            _(
                "The editors took passages out of this comment, so it cannot be changed any more. "
                "You can still withdraw it, or write another one."
            )
        )
    if not may_edit(comment, now=now):
        raise TooLateToEdit(
            _(
                "This comment cannot be changed any more: that is possible for 15 minutes, and "
                "until somebody answers. You can still withdraw it, or write another one."
            )
        )
    if comment.edits.count() >= MOST_EDITS:
        raise TooLateToEdit(_("You have changed this comment very often; leave it as it is now."))


def _refuse_older(comment: Comment, seen: str) -> None:
    """Nobody writes over a text that they have not read, such as that of another tab."""
    if seen and seen != mark_of_text(comment.body):
        raise ChangedMeanwhile(
            _(
                "You have changed this comment in the meantime, perhaps in another tab. What it "
                "says now stands above. Send the text below once more to put it in its place."
            )
        )


def _keep(comment: Comment, *, now: dt.datetime) -> None:
    """Write down what the comment has said until now."""
    Edit.objects.create(
        comment=comment, body=comment.body, at=now, by=comment.user, by_name=comment.author_name
    )


def _rewrite(
    comment: Comment, submission: Submission, verdict: Verdict, *, now: dt.datetime
) -> None:
    """Put the new text in the place of the old one. The digest stays that of the first post, so
    that its retry is still answered as before.
    """
    comment.body = submission.body
    comment.html = html.render_comment(submission.body)
    comment.text_digest = submission.text.digest
    comment.edited_at = now
    comment.reasons = [*_kept(comment), *verdict.reasons]
    comment.save(update_fields=["body", "html", "text_digest", "edited_at", "reasons"])
    comment.hosts.all().delete()
    posting.remember_hosts(comment, submission.hosts)


def _kept(comment: Comment) -> list[dict[str, str]]:
    """What holds a comment that waits, whatever it says now."""
    return second_look.found_in_the_form(comment) if comment.state == State.PENDING else []


def _follow(comment: Comment, verdict: Verdict, *, now: dt.datetime) -> None:
    """Have the state follow from what screening says of the new text."""
    before = State(comment.state)
    after = posting.STATES[verdict.outcome]
    if after == State.PUBLISHED and _kept(comment):
        after = before
    note = _("Changed by its writer")
    if after == before:
        if before == State.PUBLISHED:
            purge([page_keys.thread(comment.discussion.article_id)])
    elif after == State.PUBLISHED:
        moderation.approve(comment, by=None, now=now, note=note)
    elif after == State.SPAM:
        moderation.mark_spam(comment, by=None, now=now, note=note)
    else:
        moderation.hold(comment, now=now, note=note)
    if comment.state == State.PENDING:
        posting.have_decided(comment)
