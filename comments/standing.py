"""What became of the comments under an address: the first thing that moderators ask."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower

from comments.models import Comment, ProvedAddress, State
from site_config.kit.counting import CountedUpTo
from site_config.kit.prepared import prepared

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
    return {pk: Standing(*values) for pk, *values in _standing([each.pk for each in comments])}


@prepared
def _standing(numbers: list[int]) -> QuerySet[Comment, tuple[Any, ...]]:
    address = Lower(OuterRef("author_email"))
    theirs = Comment.objects.alias(address=Lower("author_email")).filter(address=address)
    published = theirs.filter(state=State.PUBLISHED)
    rejected = theirs.filter(state__in=[State.REJECTED, State.SPAM])
    proved = ProvedAddress.objects.filter(email=address)
    found = Comment.objects.filter(pk__in=numbers).annotate(
        times_published=CountedUpTo(MOST_COUNTED, published),
        times_rejected=CountedUpTo(MOST_COUNTED, rejected),
        since=Subquery(published.order_by("created_at").values("created_at")[:1]),
        trusted_until=Subquery(proved.values("trusted_until")[:1]),
    )
    asked = ("pk", "times_published", "times_rejected", "since", "trusted_until")
    return found.order_by().values_list(*asked)
