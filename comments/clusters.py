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
from site_config.kit.counting import CountedUpTo
from site_config.kit.prepared import prepared

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
    """The numbers of the newest comments that link to a host, or of those that wait and have the
    same text or network."""
    if shared == Shared.HOST:
        return LinkedHost.objects.filter(host=value).order_by("-pk").values("comment")
    if shared == Shared.NETWORK:
        theirs = Comment.objects.pending().filter(network=value).exclude(network="")
        return theirs.order_by("-created_at").values("pk")
    same = Comment.objects.pending().filter(text_digest=value).exclude(text_digest="")
    return same.order_by().values("pk")


def of(comments: Sequence[Comment]) -> dict[int, list[Cluster]]:
    """The clusters in which each of `comments` stands with others, in two queries."""
    by_number = {comment.pk: comment for comment in comments}
    found: dict[int, list[Cluster]] = {pk: [] for pk in by_number}
    for pk, same_text, same_network in _waiting_with(list(by_number)):
        found[pk] += [
            Cluster(Shared.TEXT, by_number[pk].text_digest, same_text),
            Cluster(Shared.NETWORK, by_number[pk].network, same_network),
        ]
    for pk, host, number in _waiting_with_links_of(list(by_number)):
        found[pk].append(Cluster(Shared.HOST, host, number))
    return {pk: [each for each in clusters if each.number > 1] for pk, clusters in found.items()}


@prepared
def _waiting_with(numbers: list[int]) -> QuerySet[Comment, tuple[Any, ...]]:
    """How many wait with the text and the network of each comment, itself among them."""
    found = Comment.objects.filter(pk__in=numbers).annotate(
        same_text=CountedUpTo(MOST_COUNTED, _sharing(Shared.TEXT, OuterRef("text_digest"))),
        same_network=CountedUpTo(MOST_COUNTED, _sharing(Shared.NETWORK, OuterRef("network"))),
    )
    return found.order_by().values_list("pk", "same_text", "same_network")


@prepared
def _waiting_with_links_of(numbers: list[int]) -> QuerySet[LinkedHost, tuple[Any, ...]]:
    """The hosts that each comment links to, and how many wait of the newest that do so too."""
    newest = _sharing(Shared.HOST, OuterRef(OuterRef("host")))[:MOST_COUNTED]
    # A condition of the count, not of the rows: no index on states is to be walked for each row.
    waits = Count("pk", filter=Q(state=State.PENDING))
    counted = Comment.objects.filter(pk__in=newest).order_by().values(one=Value(1))
    number = Coalesce(Subquery(counted.annotate(number=waits).values("number")), 0)
    links = LinkedHost.objects.filter(comment__pk__in=numbers).annotate(number=number)
    return links.order_by("pk").values_list("comment", "host", "number")[:MOST_HOSTS]


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
