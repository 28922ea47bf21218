"""When a discussion stops taking comments: on the day it was given, or by itself."""

import datetime as dt

from articles import api
from comments.models import Discussion
from site_config.kit.site.present import site


def closes_at(discussion: Discussion, first_published_at: dt.datetime) -> dt.datetime | None:
    """The moment from which it takes no comments, or None for never.

    The discussion's own day counts first, then the site's `comments_close_after`, in days after the
    article was first published.
    """
    days = site().comments_close_after
    if discussion.closes_at is not None or days is None:
        return discussion.closes_at
    return first_published_at + dt.timedelta(days=days)


def is_open(
    discussion: Discussion, first_published_at: dt.datetime | None = None, *, now: dt.datetime
) -> bool:
    """Whether it takes comments now; who does not know the article's first day leaves it out."""
    return is_open_within(site().comments_close_after, discussion, first_published_at, now=now)


def is_open_within(
    days: int | None,
    discussion: Discussion,
    first_published_at: dt.datetime | None = None,
    *,
    now: dt.datetime,
) -> bool:
    """The same, by who knows already after how many `days` discussions close by themselves."""
    if not discussion.takes_comments(now):
        return False
    if discussion.closes_at is not None or days is None:
        return True
    began = first_published_at or api.first_published_at(discussion.article_id, now=now)
    return began is None or now < began + dt.timedelta(days=days)
