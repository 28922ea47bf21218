"""What a reader may mean who has begun to type."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Author, Edition
from articles.search import index
from articles.search.finding import MAX_WORDS, everything_at
from articles.search.folding import words_in
from articles.search.weights import PREFIX_FROM, score
from site_config.kit.prepared import prepared

MAX_SUGGESTIONS = 8
MAX_AUTHORS = 2
# The newest so many titles are compared.
_COMPARED = 40


class Suggestion(NamedTuple):
    """The title of an article or question, or the name of an author, and where it leads.

    `kind` is that of the article, or "author".
    """

    title: str
    path: str
    kind: str


def suggest(words: list[str], *, now: dt.datetime) -> list[Suggestion]:
    """At most MAX_SUGGESTIONS that readers can see at `now` and that hold each of `words`.

    In three queries, none of which looks into texts; nothing for less than PREFIX_FROM letters.
    """
    asked = words_in(" ".join(words))[:MAX_WORDS]
    if not asked or max(map(len, asked)) < PREFIX_FROM:
        return []
    authors = _authors(asked, now)
    return _titles(asked, now)[: MAX_SUGGESTIONS - len(authors)] + authors


def _titles(asked: list[str], now: dt.datetime) -> list[Suggestion]:
    """The best first, as a search has them; of equals the newest."""
    keys = index.titled(asked, everything_at(now), limit=_COMPARED)
    beginnings = [f" {word}" for word in asked]
    rows = {row.pk: row for row in _editions(keys)} if keys else {}
    scores = {
        key: score(beginnings, rows[key].article_kind, rows[key].search_document__title, "", "")
        for key in keys
    }
    best = sorted(keys, key=scores.__getitem__, reverse=True)
    return [Suggestion(rows[key].title, rows[key].path, rows[key].article_kind) for key in best]


@prepared
def _editions(keys: list[int]) -> QuerySet[Edition, Any]:
    return Edition.objects.filter(pk__in=keys).order_by().values_list(
        "pk", "title", "path", "article_kind", "search_document__title", named=True
    )  # fmt: skip


def _authors(asked: list[str], now: dt.datetime) -> list[Suggestion]:
    """People with an article that readers can see."""
    named = Q()
    for word in asked:
        named &= Q(name__istartswith=word) | Q(name__icontains=f" {word}")
    theirs = Edition.objects.listed(now).filter(contributions__author=OuterRef("pk"))
    found = Author.objects.filter(named, Exists(theirs)).order_by("name", "pk")[:MAX_AUTHORS]
    return [Suggestion(each.name, each.get_absolute_url(), "author") for each in found]
