"""Who wants which mail: asked for with each comment, refused for a discussion or altogether.

Anybody can type somebody else's address. So a wish counts only where its writer has proved, for
that very comment, that the address is theirs, or writes from an account; and a refusal outweighs
every wish.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.urls import reverse

from comments.models import Comment, Discussion, MailRefusal
from comments.models.comment import SEGMENT_LENGTH
from site_config.kit import signed_links

PURPOSE = "comments.unsubscribe"
# Mail is kept, and its link has to work as long as anybody may follow it.
LINK_LASTS = dt.timedelta(days=5 * 365)

_PROVED = Q(confirmed_at__isnull=False) | Q(user__isnull=False)


def choose(comment: Comment, *, decision: bool, replies: bool) -> None:
    """Have its writer told, or not, what is decided about the comment and what it is answered."""
    comment.tells_decision, comment.tells_replies = decision, replies
    Comment.objects.filter(pk=comment.pk).update(tells_decision=decision, tells_replies=replies)


def refuse(email: str, *, discussion: Discussion | None, now: dt.datetime) -> None:
    """Send the address no more mail about the discussion, or none at all."""
    MailRefusal.objects.get_or_create(
        email=email.lower(), discussion=discussion, defaults={"at": now}
    )


def allow(email: str, *, discussion: Discussion) -> None:
    """Take back what the address refused, as far as it concerns the discussion."""
    _refusals({email.lower()}, discussion.pk).delete()


def refused(emails: Collection[str], discussion_id: int) -> set[str]:
    """Those of the addresses, in lower case, that want no mail about the discussion."""
    wanted = {email.lower() for email in emails}
    return set(_refusals(wanted, discussion_id).values_list("email", flat=True))


def refused_all(email: str) -> bool:
    return MailRefusal.objects.filter(email=email.lower(), discussion=None).exists()


def refusal_of(comment: Comment) -> str:
    """What its writer's address refused: "all" mail, that about the "discussion", or ""."""
    found = _refusals({comment.author_email.lower()}, comment.discussion_id)
    discussions = list(found.values_list("discussion", flat=True))
    if None in discussions:
        return "all"
    return "discussion" if discussions else ""


def wants_decision(comment: Comment) -> bool:
    """Whether its writer is to be told what is decided about the comment."""
    proved = comment.confirmed_at is not None or comment.user_id is not None
    wanted = comment.tells_decision and proved and comment.author_email
    return bool(wanted) and not refused({comment.author_email}, comment.discussion_id)


def listeners(answer: Comment) -> list[Comment]:
    """The comments above `answer` whose writers are to be told of it, the nearest of each address.

    Nobody hears of an answer of their own. However long the thread is, it is one query for the
    few comments on the way up, and one for the refusals.
    """
    above = Comment.objects.published().filter(_PROVED, pk__in=_above(answer), tells_replies=True)
    others = above.exclude(author_email="").exclude(author_email__iexact=answer.author_email)
    nearest = {each.author_email.lower(): each for each in others.order_by("path")}
    refusing = refused(nearest, answer.discussion_id)
    return [each for address, each in nearest.items() if address not in refusing]


def unsubscribe_path(comment: Comment, *, now: dt.datetime) -> str:
    """The secret path at which the writer of `comment` refuses mail."""
    token = signed_links.make(PURPOSE, str(comment.pk), now + LINK_LASTS)
    return reverse("comments:unsubscribe", args=[token])


def _refusals(emails: Collection[str], discussion_id: int) -> QuerySet[MailRefusal]:
    concerned = Q(discussion=discussion_id) | Q(discussion=None)
    return MailRefusal.objects.filter(concerned, email__in=emails)


def _above(answer: Comment) -> set[int]:
    """The numbers of the comments on the way up, which its path is made of, and its parent's."""
    ends = range(SEGMENT_LENGTH, len(answer.path), SEGMENT_LENGTH)
    above = {int(answer.path[end - SEGMENT_LENGTH : end], 36) for end in ends}
    return above | ({answer.parent_id} if answer.parent_id else set())
