"""What became of the comments under an address: the first thing that moderators ask."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from comments.models import Comment, ProvedAddress, State

MOST_COUNTED = 100
"""So far the comments of an address are counted; who has written more is no stranger."""


class Standing(NamedTuple):
    """How many comments under an address were published and rejected (or taken for spam), when
    the first of them was published, and until when its owner is trusted."""

    published: int
    rejected: int
    since: dt.datetime | None
    trusted_until: dt.datetime | None


def of(comments: Sequence[Comment]) -> dict[int, Standing]:
    """The standing of the address of each of `comments`, by its number; in one query."""
    rows = Comment.objects.filter(pk__in=[each.pk for each in comments]).order_by()
    address = Lower(OuterRef("author_email"))
    published = _written_by(address, State.PUBLISHED).order_by("created_at")
    proved = ProvedAddress.objects.filter(email=address)
    found = rows.annotate(
        times_published=_number(State.PUBLISHED),
        times_rejected=_number(State.REJECTED, State.SPAM),
        since=Subquery(published.values("created_at")[:1]),
        trusted_until=Subquery(proved.values("trusted_until")[:1]),
    )
    asked = found.values_list("pk", "times_published", "times_rejected", "since", "trusted_until")
    return {pk: Standing(*values) for pk, *values in asked}


def _written_by(address: Lower, *states: State) -> QuerySet[Comment]:
    return Comment.objects.alias(address=Lower("author_email")).filter(
        address=address, state__in=states
    )


def _number(*states: State) -> Coalesce:
    written = _written_by(Lower(OuterRef(OuterRef("author_email"))), *states)
    some = Comment.objects.filter(pk__in=written.order_by().values("pk")[:MOST_COUNTED])
    counted = some.order_by().values(one=Value(1)).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
