"""Posting a comment: once, screened, and durable before it is acknowledged."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.api import Article
from comments import (
    asking_akismet,
    closing,
    confirming,
    counts,
    moderation,
    names,
    notifications,
    pages,
)
from comments.errors import (
    Banned,
    DiscussionClosed,
    DuplicateComment,
    NoArticle,
    ParentGone,
    TooManyRequests,
)
from comments.models import Comment, Discussion, LinkedHost, Panic, State
from comments.models.comment import MAX_PATH_DEPTH, SEGMENT_LENGTH
from comments.screening.facts import RATE_WINDOW, gather
from comments.screening.pipeline import screen
from comments.screening.verdict import Facts, Outcome, Submission, Verdict
from site_config.kit import html
from site_config.kit.prepared import prepared, prepared_update

# How long the same text is taken for a double click or a retry, and answered as before.
RETRY_WINDOW = dt.timedelta(minutes=10)
# When somebody who has sent too many may try again.
FLOOD_WINDOW = RATE_WINDOW

STATES = {
    Outcome.PUBLISH: State.PUBLISHED,
    Outcome.HOLD: State.PENDING,
    Outcome.SPAM: State.SPAM,
}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Draft:
    """A comment as the form hands it over, already valid.

    `proved` is the address that the device has proved to be its owner's, if any; `filled_in` is how
    many seconds the form took, where the script could tell.
    """

    name: str
    email: str
    body: str
    website: str = ""
    parent_id: int | None = None
    trap: str = ""
    network: str = ""
    origin_known: bool = True
    proved: str = ""
    filled_in: float | None = None
    tells_decision: bool = False
    tells_replies: bool = False


def post(article_id: int, draft: Draft, *, by: User | None, now: dt.datetime) -> Comment:
    """Write the comment down and let screening decide whether readers see it at once.

    `by` is the staff account of the writer, or None for a guest. The same text by the same
    address from the same network in the same place within RETRY_WINDOW returns the comment that is
    already there. Raises NoArticle, Banned, DiscussionClosed, TooManyRequests, DuplicateComment
    (later than that, or from elsewhere), NameTaken for a guest under a name of the staff, and
    ParentGone for a parent that is not public or not in this discussion.
    """
    return _post(_submission(draft, by, article_id=article_id), draft, by=by, now=now)


def post_at(path: str, draft: Draft, *, by: User | None, now: dt.datetime) -> Comment:
    """The same below the article that readers find at `path`."""
    return _post(_submission(draft, by, path=path), draft, by=by, now=now)


def _post(submission: Submission, draft: Draft, *, by: User | None, now: dt.datetime) -> Comment:
    if by is None:
        names.refuse_disguise(name=draft.name, email=draft.email)
    # All that needs no database is done before other writers have to wait for this one.
    facts = gather(submission, now=now)
    if facts.article is None:
        raise NoArticle
    verdict = screen(submission, facts)
    refuse(facts, verdict)
    _refuse_floods(facts)
    submission = replace(submission, proved=facts.proved)
    comment = _comment(draft, submission, verdict, by=by, now=now)
    state = STATES[verdict.outcome]
    with transaction.atomic():
        discussion = counts.enter(facts.article, state)
        parent = _parent(discussion, draft)
        earlier = next(iter(_same(discussion.pk, comment.digest)), None)
        if earlier is not None and _is_retry(comment, earlier):
            transaction.set_rollback(True)  # It was counted when it came first.
            return earlier
        if not closing.is_open_within(facts.closes_after, discussion, now=now):
            raise DiscussionClosed(_("This discussion is closed; your comment was not saved."))
        if earlier is not None and earlier.state != State.REMOVED:
            raise DuplicateComment(_("You have already posted exactly this comment here."))
        comment.pk, comment.discussion, comment.parent = discussion.next_comment, discussion, parent
        _find_place(comment, parent)
        moderation.enter(comment, state=state, now=now)
        remember_hosts(comment, submission.hosts)
        if verdict.outcome is Outcome.PUBLISH:
            pages.take_in(comment)
        elif verdict.outcome is Outcome.HOLD:
            have_decided(
                comment, tell=partial(notifications.tell_of_new, is_expected=facts.is_expected)
            )
        confirming.ask(comment, moderation=facts.moderation or settings.COMMENTS_MODERATION)
    return comment


def refuse(facts: Facts, verdict: Verdict) -> None:
    """Raise Banned or DiscussionClosed where nothing can be said at all."""
    if verdict.outcome is Outcome.REFUSE:
        raise Banned(
            _(
                "You cannot take part in the discussions here at present. "
                "If you think that this is a mistake, write to the editors."
            )
        )
    if facts.panic == Panic.Measure.CLOSE:
        raise DiscussionClosed(
            _("All discussions are closed for some hours; please send your comment later.")
        )


def _refuse_floods(facts: Facts) -> None:
    counted = [
        (facts.from_network, settings.COMMENTS_FLOOD_NETWORK),
        (facts.from_address, settings.COMMENTS_FLOOD_ADDRESS),
    ]
    if any(limit and sent >= limit for sent, limit in counted):
        raise TooManyRequests(
            _(
                "You, or others in the same network, have sent very many comments. "
                "Wait ten minutes and send this one again."
            )
        )


def _is_retry(comment: Comment, earlier: Comment) -> bool:
    """Whether the same text was sent once more by the same device, as far as can be told.

    Who is answered as before gets the key to the comment, so the network has to be the same: the
    text is public, and an address may be known.
    """
    is_soon = comment.created_at - earlier.created_at <= RETRY_WINDOW
    return is_soon and comment.network == earlier.network


def have_decided(
    comment: Comment, *, tell: Callable[[Comment], None] = notifications.tell_moderators
) -> None:
    """Tell moderators of a comment that waits, unless it waits for Akismet alone."""
    if settings.AKISMET_KEY:
        asking_akismet.ask(comment)
    if not asking_akismet.waits_for_nothing_else(comment):
        tell(comment)


def remember_hosts(comment: Comment, hosts: list[str]) -> None:
    """Write down where a comment leads to."""
    if hosts:
        LinkedHost.objects.bulk_create(LinkedHost(comment=comment, host=host) for host in hosts)


def discussion_of(article: Article, *, lock: bool = False) -> Discussion:
    """The discussion of `article`, made when it is first needed."""
    discussions = Discussion.objects.select_for_update() if lock else Discussion.objects.all()
    return discussions.get_or_create(article=article)[0]


def give_place(comment: Comment, parent: Comment | None) -> None:
    """Set thread and path of a comment that has just been written."""
    _find_place(comment, parent)
    _place(comment.pk, comment.thread_id, comment.path)


def _find_place(comment: Comment, parent: Comment | None) -> None:
    segment = _segment(comment.pk)
    if parent is None:
        comment.thread_id, comment.path = comment.pk, segment
    else:
        above = parent.path[: (MAX_PATH_DEPTH - 1) * SEGMENT_LENGTH]
        comment.thread_id, comment.path = parent.thread_id, above + segment


@prepared_update
def _place(number: int, thread: int, path: str) -> tuple[QuerySet[Comment], dict[str, Any]]:
    return Comment.objects.filter(pk=number), {"thread": thread, "path": path}


@prepared
def _same(discussion_id: int, digest: str) -> QuerySet[Comment]:
    """The last comment with the same place, address and text; the rest of it comes when asked."""
    same = Comment.objects.filter(discussion_id=discussion_id, digest=digest)
    return same.only("state", "created_at", "network").order_by("-created_at")[:1]


def _parent(discussion: Discussion, draft: Draft) -> Comment | None:
    if draft.parent_id is None:
        return None
    parent = discussion.comments.published().filter(pk=draft.parent_id).first()
    if parent is None:
        raise ParentGone(
            _(
                "The comment you are answering is no longer here. "
                "Send yours again to post it on its own."
            )
        )
    return parent


def _comment(
    draft: Draft, submission: Submission, verdict: Verdict, *, by: User | None, now: dt.datetime
) -> Comment:
    """The comment as it will be written down, still without a discussion and a place in it."""
    return Comment(
        author_name=draft.name,
        author_email=draft.email,
        author_website=draft.website,
        user=by,
        body=draft.body,
        html=html.render_comment(draft.body),
        digest=_digest(draft),
        text_digest=submission.text.digest,
        network=draft.network,
        reasons=verdict.reasons,
        confirmed_at=now if submission.proved else None,
        tells_decision=draft.tells_decision,
        tells_replies=draft.tells_replies,
        created_at=now,
    )


def _submission(draft: Draft, by: User | None, **article: Any) -> Submission:
    return Submission(
        name=draft.name,
        email=draft.email,
        website=draft.website,
        body=draft.body,
        trap=draft.trap,
        by_staff=by is not None and by.is_staff,
        origin_known=draft.origin_known,
        **article,
        network=draft.network,
        proved=bool(draft.proved) and draft.proved.lower() == draft.email.lower(),
        filled_in=draft.filled_in,
    )


def _digest(draft: Draft) -> str:
    parts = (str(draft.parent_id or ""), draft.email.casefold(), " ".join(draft.body.split()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _segment(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(SEGMENT_LENGTH, "0")
