"""Writing what search looks through. The caller holds the transaction."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch, Q, prefetch_related_objects

from articles.models import (
    Article,
    Author,
    Edition,
    EditionContribution,
    Outcome,
    SearchDocument,
    SearchWord,
    Team,
)
from articles.models.edition import EditionQuerySet
from articles.search.folding import words_in

# A limit of PostgreSQL's: one row's index holds 1 MB, and a letter takes up to four bytes.
MAX_TEXT = 200_000

_COLUMNS = ("title", "summary", "people", "body")


def wanted(now: dt.datetime) -> EditionQuerySet:
    """The editions that have to have a document: what readers have, or will have if all stays."""
    return Edition.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=now), outcome=Outcome.CONTENT
    ).not_cancelled()


def put(editions: Sequence[Edition]) -> None:
    """Write the documents of saved content editions whose people are saved, too."""
    people = EditionContribution.objects.select_related("author")
    prefetch_related_objects(editions, Prefetch("contributions", people))
    documents = [_document(edition) for edition in editions]
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=_COLUMNS,
    )
    words = {
        word for each in documents for name in _COLUMNS for word in getattr(each, name).split()
    }
    # In order, so that two who publish at once do not wait for each other's words.
    SearchWord.objects.bulk_create(
        (SearchWord(word=word) for word in sorted(words)), ignore_conflicts=True
    )


def drop_past(article: Article, *, now: dt.datetime) -> None:
    """Forget the editions of `article` that readers will not see again."""
    own = SearchDocument.objects.filter(edition__article=article)
    own.exclude(edition__in=wanted(now).filter(article=article)).delete()


def follow_name(who: Author | Team, *, now: dt.datetime) -> None:
    """Let the editions of a person or a team be found by the name that it has now."""
    theirs = Q(team=who) if isinstance(who, Team) else Q(pk__in=who.editions.values("pk"))
    put(list(wanted(now).filter(theirs).select_related("team")))


def _document(edition: Edition) -> SearchDocument:
    people = [c.author.name for c in edition.contributions.all()]
    if edition.team is not None:
        people.append(edition.team.name)
    return SearchDocument(
        edition=edition,
        title=_folded(edition.title),
        summary=_folded(edition.summary),
        people=_folded(" ".join(people)),
        body=_folded(edition.text),
    )


def _folded(text: str) -> str:
    return " ".join(words_in(text[:MAX_TEXT]))
