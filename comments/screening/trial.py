"""What a rule would have caught, before it catches anything."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from comments.models import Comment
from comments.screening.clues import words
from comments.screening.folding import Folded
from comments.screening.verdict import WordRule

PERIOD = dt.timedelta(days=30)
MOST_READ = 10_000
SHOWN = 20
_BATCH = 1_000


@dataclass
class Trial:
    """`caught` of the `read` newest comments; `shown` are the newest of them, with the match."""

    read: int = 0
    caught: int = 0
    shown: list[tuple[Comment, str]] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        return self.read == MOST_READ


def of(rule: WordRule, *, now: dt.datetime) -> Trial:
    """Look for `rule` in the comments of the last PERIOD, at most in the newest MOST_READ."""
    trial = Trial()
    for comment in _newest(now - PERIOD):
        trial.read += 1
        fields = (
            comment.body,
            comment.author_name,
            comment.author_website,
            comment.author_email,
        )
        found = next((quote for each in fields if (quote := words.find(rule, Folded(each)))), None)
        if found is not None:
            trial.caught += 1
            if len(trial.shown) < SHOWN:
                trial.shown.append((comment, found))
    return trial


def _newest(since: dt.datetime) -> Iterator[Comment]:
    """Read in batches, each from where the one before ended, so that no transaction stays open."""
    needed = ("body", "author_name", "author_website", "author_email", "state", "created_at")
    comments = Comment.objects.filter(created_at__gt=since).only(*needed)
    comments = comments.order_by("-created_at", "-pk")
    for _number in range(MOST_READ // _BATCH):
        batch = list(comments[:_BATCH])
        yield from batch
        if len(batch) < _BATCH:
            return
        comments = comments.filter(created_at__lte=batch[-1].created_at).exclude(
            created_at=batch[-1].created_at, pk__gte=batch[-1].pk
        )
