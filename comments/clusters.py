"""What waits together: comments with the same text, from the same network, or to the same host."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import moderation, together
from comments.models import Comment, LinkedHost, State
from comments.seen import not_in_list_of

DECIDED_AT_ONCE = 500
MOST_COUNTED = 200
"""So far a cluster is counted where it is only pointed at: on fifty cards at a time."""
LOOKED_THROUGH = 10_000
"""So many of the newest comments that share something are looked through for a decision."""
MOST_HOSTS = 100
"""So many links of the comments on a page are looked at."""


class Shared(models.TextChoices):
    TEXT = "text", gettext_lazy("text")
    NETWORK = "network", gettext_lazy("network")
    HOST = "host", gettext_lazy("website")


class Cluster(NamedTuple):
    """What comments share, and how many of them wait, counted up to MOST_COUNTED."""

    shared: Shared
    value: str
    number: int


def waiting(shared: str, value: str) -> QuerySet[Comment]:
    """The comments that wait, of the newest that have this in common; "" is nothing in common."""
    return Comment.objects.pending().filter(pk__in=_sharing(shared, value)[:LOOKED_THROUGH])


def _sharing(shared: str, value: Any) -> QuerySet[Any, Any]:
    """The numbers of the comments that share a network or a host, or wait with the same text."""
    if shared == Shared.HOST:
        return LinkedHost.objects.filter(host=value).order_by("-pk").values("comment")
    if shared == Shared.NETWORK:
        theirs = Comment.objects.filter(network=value).exclude(network="")
        return theirs.order_by("-created_at").values("pk")
    same = Comment.objects.pending().filter(text_digest=value).exclude(text_digest="")
    return same.order_by().values("pk")


def of(comments: Sequence[Comment]) -> dict[int, list[Cluster]]:
    """The clusters in which each of `comments` stands with others, in two queries."""
    found: dict[int, list[Cluster]] = {comment.pk: [] for comment in comments}
    numbers = Comment.objects.filter(pk__in=found).order_by()
    numbers = numbers.annotate(
        same_text=_number(Shared.TEXT, "text_digest"),
        same_network=_number(Shared.NETWORK, "network"),
    )
    for each in numbers.only("text_digest", "network"):
        found[each.pk] += [
            Cluster(Shared.TEXT, each.text_digest, each.same_text),
            Cluster(Shared.NETWORK, each.network, each.same_network),
        ]
    links = LinkedHost.objects.filter(comment__in=list(found)).order_by("pk")
    for link in links.annotate(number=_number(Shared.HOST, "host"))[:MOST_HOSTS]:
        found[link.comment_id].append(Cluster(Shared.HOST, link.host, link.number))
    return {pk: [each for each in clusters if each.number > 1] for pk, clusters in found.items()}


def _number(shared: Shared, field: str) -> Coalesce:
    """How many wait with the `field` of each row that is asked for, counted up to MOST_COUNTED."""
    some = _sharing(shared, OuterRef(OuterRef(field)))[:MOST_COUNTED]
    # A condition of the count, not of the rows: no index on states is to be walked for each row.
    waits = Count("pk", filter=Q(state=State.PENDING))
    counted = Comment.objects.filter(pk__in=some).order_by().values(one=Value(1))
    return Coalesce(Subquery(counted.annotate(number=waits).values("number")), 0)


def decide(
    to: State,
    shared: str,
    value: str,
    *,
    by: User,
    now: dt.datetime,
    reason: str = "",
    listed_at: dt.datetime | None = None,
) -> int:
    """Take one decision about all that wait and share `value`, DECIDED_AT_ONCE at most.

    Each comment gets a decision of its own, which can be undone. What came or was changed after
    `listed_at`, when they were shown, is left as it is. Returns how many it was. Raises
    NotPermitted.
    """
    moderation.require_moderator(by)
    note = _("Together with others of the same %(shared)s") % {"shared": Shared(shared).label}
    shown = waiting(shared, value).exclude(not_in_list_of(listed_at)).order_by("pk")
    chosen = list(shown[:DECIDED_AT_ONCE])
    # Of the others, somebody else decided meanwhile, or the text was changed.
    return together.decide(chosen, to, by=by, now=now, reason=reason, note=note).done
