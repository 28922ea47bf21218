"""A first honest search: every word must occur; titles first, then the newest."""

import datetime as dt
import unicodedata
from functools import reduce
from operator import and_

from django.db.models import Case, Q, Value, When

from articles import listings
from articles.models.edition import EditionQuerySet

MAX_CHARACTERS = 200
MAX_WORDS = 8


def words_of(query: str) -> list[str]:
    """The words to look for: control characters dropped, at most MAX_WORDS of them."""
    readable = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs"} else character
        for character in query[:MAX_CHARACTERS]
    )
    return readable.split()[:MAX_WORDS]


def find(words: list[str], *, now: dt.datetime) -> EditionQuerySet:
    """Live articles in which each of `words` occurs; nothing for no words."""
    found = listings.articles(now)
    if not words:
        return found.none()
    for word in words:
        found = found.filter(search_text__icontains=word)
    in_title = reduce(and_, (Q(title__icontains=word) for word in words))
    rank = Case(When(in_title, then=Value(0)), default=Value(1))
    return found.annotate(rank=rank).order_by("rank", "-first_published_at", "-pk")
