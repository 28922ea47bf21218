"""What an imported article still owes the publish gate."""

import datetime as dt
from collections.abc import Iterable

from articles.models import Article, Debt
from articles.problems import Problem


def owe(article: Article, problems: Iterable[Problem], *, now: dt.datetime) -> None:
    """Let `article` owe `problems` and nothing else; the caller holds the transaction."""
    forgive([article])
    Debt.objects.bulk_create(
        Debt(
            article=article,
            check_id=problem.check_id,
            field=problem.field,
            message=problem.message,
            since=now,
        )
        for problem in problems
    )


def forgive(articles: Iterable[Article]) -> None:
    """Strike out what these articles owe, for a clean revision of each has passed the gate."""
    Debt.objects.filter(article__in=list(articles)).delete()
