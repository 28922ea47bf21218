"""What pages show of discussions, as `articles.page_keys` has it for articles."""

import datetime as dt

from django.contrib.auth.models import User

from articles.api import account_key
from comments.models import Discussion, Mode


def thread(article_id: int) -> str:
    """The comments below an article, with their number and the form."""
    return f"discussion:{article_id}"


def count(article_id: int) -> str:
    """The number of comments that a card shows."""
    return f"comments:{article_id}"


THREADS = "discussions"
"""Whether comments are taken at all, which stands below every article."""


def of_discussion(discussion: Discussion) -> set[str]:
    return {thread(discussion.article_id), count(discussion.article_id)}


def of_mode(before: Discussion, after: Discussion, *, now: dt.datetime) -> set[str]:
    """What changes when a discussion is opened, closed or hidden."""
    if Mode.HIDDEN in {before.mode, after.mode} and before.mode != after.mode:
        return of_discussion(before)
    if _told(before, now) != _told(after, now):
        return {thread(before.article_id)}
    return set()


def _told(discussion: Discussion, now: dt.datetime) -> tuple[object, ...]:
    """What readers are told of whether they may write, and until when."""
    is_open = discussion.takes_comments(now)
    return is_open, discussion.closes_at if is_open else None


def of_writer(account: User) -> set[str]:
    """Where comments of a staff account stand, which bear a badge as long as it exists."""
    return {account_key(account.pk)}
