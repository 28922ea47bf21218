"""Static pages: articles of kind page."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User

from articles import editing
from articles.models import Article, Kind
from tests.builders import articles, people
from tests.support.clock import NOW


def draft(
    *,
    title: str = "About us",
    body: str = "<p>Who writes here.</p>",
    by: User | None = None,
    now: dt.datetime = NOW,
    note: str = "",
    **fields: Any,
) -> Article:
    """A page on the desk, written by an administrator, so that an editor can approve it."""
    data = articles.data_of(Kind.PAGE, title=title, body=body, **fields)
    author = by or people.administrator()
    return editing.create(Kind.PAGE, data, by=author, now=now, note=note).article


def live(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    """A page that readers find, and that the footer links to, from `now` on."""
    page = draft(now=now, **fields)
    articles.publish(page, now=now)
    return Article.objects.get(pk=page.pk)


revise = articles.revise
publish = articles.publish
republish = articles.republish
