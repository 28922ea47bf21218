"""Comments in every state, posted and decided about through the verbs."""

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article
from comments import moderation, posting
from comments.models import Comment, ProvedAddress, RejectionReason, State
from tests.builders import people
from tests.support.clock import NOW

_numbers = count(1)


def posted(
    article: Article,
    *,
    body: str = "",
    name: str = "Kim",
    email: str = "kim@reader.example",
    website: str = "",
    parent: Comment | None = None,
    by: User | None = None,
    now: dt.datetime = NOW,
    **draft: Any,
) -> Comment:
    """A comment as screening leaves it; without `body`, each has words of its own.

    `by` is the staff account that wrote it, if one did. `draft` are more fields of
    `posting.Draft`.
    """
    if draft.get("proved"):
        ProvedAddress.objects.get_or_create(email=email.lower(), defaults={"proved_at": now})
    whole = posting.Draft(
        name=name,
        email=email,
        website=website,
        body=body or f"This helped me, reader number {next(_numbers)}.",
        parent_id=parent.pk if parent else None,
        **draft,
    )
    return posting.post(article.pk, whole, by=by, now=now)


def pending(article: Article, **fields: Any) -> Comment:
    """A comment that waits for a moderator (as long as every comment does, the default)."""
    return posted(article, **fields)


def published(article: Article, *, now: dt.datetime = NOW, **fields: Any) -> Comment:
    """A comment that readers see, approved by a moderator where screening held it."""
    comment = posted(article, now=now, **fields)
    if comment.state != State.PUBLISHED:
        moderation.approve(comment, by=people.moderator(), now=now)
    return comment


def rejected(
    article: Article,
    *,
    reason: RejectionReason = RejectionReason.OTHER,
    note: str = "",
    now: dt.datetime = NOW,
    **fields: Any,
) -> Comment:
    comment = posted(article, now=now, **fields)
    moderation.reject(comment, by=people.moderator(), now=now, reason=reason, note=note)
    return comment


def spam(article: Article, *, now: dt.datetime = NOW, **fields: Any) -> Comment:
    comment = posted(article, now=now, **fields)
    moderation.mark_spam(comment, by=people.moderator(), now=now)
    return comment


def removed(article: Article, *, now: dt.datetime = NOW, **fields: Any) -> Comment:
    """A comment that was published and then taken away."""
    comment = published(article, now=now, **fields)
    moderation.remove(comment, by=people.moderator(), now=now)
    return comment
