"""Readers' discussions of the demonstration, posted and moderated through the usual verbs."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.utils.text import slugify

from articles.models import Article
from comments import moderation, posting
from comments.models import Comment
from site_config.demonstration.reading import table


def hold(articles: dict[str, Article], *, moderator: User, editor: User, now: dt.datetime) -> int:
    """Post the comments of every article that has some; return how many."""
    posted = 0
    for slug, article in articles.items():
        published = article.editions.order_by("live_from")[0].live_from
        written: dict[int, Comment] = {}
        for row in table(f"discussions/{slug}").get("comments", []):
            # A young article's discussion cannot have gone on longer than until now.
            at = min(published + dt.timedelta(hours=row["hours_after"]), now)
            parent = written[row["reply_to"]].pk if "reply_to" in row else None
            account = editor if row.get("staff") else None
            comment = posting.post(article.pk, _draft(row, parent), by=account, now=at)
            written[row["id"]] = comment
            _decide(comment, row, moderator=moderator, now=min(at + dt.timedelta(hours=1), now))
            posted += 1
    return posted


def _draft(row: dict[str, Any], parent: int | None) -> posting.Draft:
    mailbox = slugify(row["name"]) or "reader"
    return posting.Draft(
        name=row["name"],
        email=f"{mailbox}@example.org",
        body=row["body"].strip(),
        parent_id=parent,
    )


def _decide(comment: Comment, row: dict[str, Any], *, moderator: User, now: dt.datetime) -> None:
    state = row.get("state", "published")
    if state == "published" and comment.user_id is None:
        moderation.approve(comment, by=moderator, now=now)
    elif state == "rejected":
        moderation.reject(comment, by=moderator, now=now)
    elif state == "spam":
        moderation.mark_spam(comment, by=moderator, now=now)
