"""Questions with their answers: articles of kind FAQ."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User

from articles import editing
from articles.models import Article, Kind
from tests.builders import articles, labels, people
from tests.support.clock import NOW

QUESTION = "How long should a nap be?"
ANSWER = "<p>Twenty minutes are enough.</p>"


def draft(
    *,
    question: str = QUESTION,
    answer: str = ANSWER,
    by: User | None = None,
    now: dt.datetime = NOW,
    note: str = "",
    **fields: Any,
) -> Article:
    """A question on the desk; `fields` as in `articles.draft` (category, tags, sources ...)."""
    fields.setdefault("category", labels.category())
    data = articles.data_of(Kind.FAQ, title=question, body=answer, **fields)
    author = by or people.writer()
    return editing.create(Kind.FAQ, data, by=author, now=now, note=note).article


def live(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    """A question that readers find in the hub and on its own page from `now` on."""
    faq = draft(now=now, **fields)
    articles.publish(faq, now=now)
    return Article.objects.get(pk=faq.pk)


revise = articles.revise
publish = articles.publish
republish = articles.republish
