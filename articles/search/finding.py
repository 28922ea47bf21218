"""Looking for words in what readers have at a moment."""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, overload

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from articles.models import Category, Edition, Kind, Outcome
from articles.models.companion import question_anchor, text_of
from articles.models.edition import EditionQuerySet
from articles.search import index, spelling
from articles.search.excerpts import excerpt
from articles.search.folding import words_in
from site_config.kit.prepared import prepared

MAX_CHARACTERS = 200
MAX_WORDS = 8
_SOMETIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Nobody reads further; what does not stand among them is found with one more word.
MAX_HITS = 60


class Hit(NamedTuple):
    """What a page of results shows of an edition that holds `words`."""

    kind: str
    title: str
    path: str
    # Name and slug; empty where it has none.
    category: str
    category_slug: str
    summary: str
    text: str
    words: list[str]

    @property
    def excerpt(self) -> SafeString:
        """A few words of it as HTML, with those that were looked for marked."""
        return excerpt(self.summary, self.text, self.words)


def words_of(query: str) -> list[str]:
    """The words to look for: control characters dropped, at most MAX_WORDS of them."""
    readable = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs"} else character
        for character in query[:MAX_CHARACTERS]
    )
    return readable.split()[:MAX_WORDS]


class Share(NamedTuple):
    """How many of some hits stand in a category or in its children."""

    name: str
    slug: str
    number: int


class Hits(Sequence[Hit]):
    """Live articles and questions that hold every word, the best first, MAX_HITS at most.

    Asks the database when it is looked at: once or twice for all places, and for each slice. Where
    nothing is found, words that occur nowhere are replaced by the likeliest known word which
    differs from them by one typing error; `words` then says what was looked for in the end.
    """

    def __init__(self, words: list[str], *, now: dt.datetime, category: Category | None) -> None:
        self.asked = list(dict.fromkeys(words_in(" ".join(words))))[:MAX_WORDS]
        self._now = now
        self._live = _live_in(category, now) if category else everything_at(now)

    @property
    def words(self) -> list[str]:
        return self._found[0]

    @property
    def is_corrected(self) -> bool:
        return self.words != self.asked

    @cached_property
    def _found(self) -> tuple[list[str], list[index.Found]]:
        if not self.asked:
            return [], []
        found = index.ranked(self.asked, self._live, limit=MAX_HITS)
        corrected = self.asked if found else self._corrected()
        if corrected != self.asked:
            found = index.ranked(corrected, self._live, limit=MAX_HITS)
        return (corrected if found else self.asked), found

    def _corrected(self) -> list[str]:
        unknown = set(self.asked) - index.occurring(self.asked, self._live)
        near = spelling.candidates(sorted(unknown))
        # A word that only a draft or a former edition holds must not be offered.
        candidates = sorted({other for others in near.values() for other in others})
        public = index.occurring(candidates, self._live, whole=True)
        likeliest = {
            word: next((other for other in others if other in public), word)
            for word, others in near.items()
        }
        return [likeliest.get(word, word) for word in self.asked]

    def by_category(self) -> list[Share]:
        """The categories in which they stand, those with the most first."""
        placed = [each for each in self._found[1] if each.category is not None]
        numbers = Counter(each.category for each in placed)
        numbers.update(each.category_parent for each in placed)
        shares = {
            Share(each.category_name, each.category_slug, numbers[each.category]) for each in placed
        }
        return sorted(shares, key=lambda share: (-share.number, share.name))

    def __len__(self) -> int:
        return len(self._found[1])

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, slice):
            return self._load(self._found[1][place])
        return self._load([self._found[1][place]])[0]

    def _load(self, found: list[index.Found]) -> list[Hit]:
        rows = {row.pk: row for row in _editions([each.edition for each in found])}
        questions = [row.article for row in rows.values() if row.article_kind == Kind.FAQ]
        homes = _homes(questions, self._now)
        return [_hit(each, rows[each.edition], homes, self.words) for each in found]


def find(words: list[str], *, now: dt.datetime, category: Category | None = None) -> Hits:
    """What readers can see at `now` that holds each of `words`; nothing for no words.

    `category` narrows it to a category and its children.
    """
    return Hits(words, now=now, category=category)


def _searchable(now: dt.datetime) -> EditionQuerySet:
    live = Edition.objects.live(now)
    return live.filter(outcome=Outcome.CONTENT, article_kind__in=[Kind.ARTICLE, Kind.FAQ])


def _live_in(category: Category, now: dt.datetime) -> index.Sql:
    family = Q(category=category) | Q(category__parent=category)
    return index.as_table(_searchable(now).filter(family))


def everything_at(now: dt.datetime) -> index.Sql:
    """Everything that can be found at `now`."""
    sql, moments = _live_sometime(connection.vendor)
    return sql, (connection.ops.adapt_datetimefield_value(now),) * len(moments)


@cache
def _live_sometime(_vendor: str) -> index.Sql:
    """The same at another moment, because to compile it takes as long as to look for a word.

    It has no other parameters than that.
    """
    return index.as_table(_searchable(_SOMETIME))


@prepared
def _editions(keys: list[int]) -> QuerySet[Edition, Any]:
    return Edition.objects.filter(pk__in=keys).order_by().values_list(
        "pk", "article", "article_kind", "path", "title", "summary", "search_text", named=True
    )  # fmt: skip


def _homes(questions: list[int], now: dt.datetime) -> dict[int, str]:
    """For each of these articles: the path of the first live article that shows it."""
    # The oldest comes last and stays.
    return dict(_showing(now, questions))


@prepared
def _showing(now: dt.datetime, questions: list[int]) -> QuerySet[Edition, tuple[int, str]]:
    """Each of `questions` with the path of each live article that shows it, the newest first."""
    # Without the second condition SQLite walks through all articles to find the few.
    any_time = Edition.faqs.through.objects.filter(article__pk__in=questions)
    showing = Edition.objects.listed(now).filter(
        faqs__pk__in=questions, pk__in=any_time.values("edition")
    )
    newest_first = showing.order_by("-first_published_at", "-pk")
    return newest_first.values_list("faqs", "path")


def _hit(found: index.Found, row: Any, homes: dict[int, str], words: list[str]) -> Hit:
    home = homes.get(row.article)
    return Hit(
        kind=row.article_kind,
        title=row.title,
        path=f"{home}#{question_anchor(row.path)}" if home else row.path,
        category=found.category_name,
        category_slug=found.category_slug,
        summary=row.summary,
        text=text_of(row.title, row.summary, row.search_text),
        words=words,
    )
