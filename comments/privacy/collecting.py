"""Everything that is held about an address, for its owner."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch
from django.http import HttpResponse, JsonResponse

from articles import api
from comments.models import Ban, Comment, Decision, MailRefusal, ProvedAddress, State
from site_config.kit.outbox.models import Letter

READ_AT_ONCE = 500


@dataclass(frozen=True)
class Held:
    """What is held about an address, in numbers. `by_state` are pairs of a state and a number."""

    by_state: list[tuple[str, int]]
    reports: int
    refusals: int
    letters: int
    proved: ProvedAddress | None
    bans: list[Ban]

    @property
    def comments(self) -> int:
        return sum(number for _state, number in self.by_state)


def held(email: str) -> Held:
    """What is held about an address, in a constant number of queries."""
    states = Comment.objects.by_address(email).order_by().values_list("state")
    counted = dict(states.annotate(count=Count("pk")))
    return Held(
        by_state=[(str(state.label), counted[state]) for state in State if state in counted],
        reports=api.reports_from(email).count(),
        refusals=MailRefusal.objects.filter(email__iexact=email).count(),
        letters=Letter.objects.filter(to__iexact=email).count(),
        proved=ProvedAddress.objects.filter(email__iexact=email).first(),
        bans=list(_bans(email)),
    )


def collect(email: str, *, now: dt.datetime) -> dict[str, Any]:
    """Everything that is held about an address, as it goes into a file of JSON.

    Left out is what is about others: what moderators noted for each other, and their names. Votes
    and reports of comments are kept under a code of the device, so nobody knows whose they are.
    """
    proved = ProvedAddress.objects.filter(email__iexact=email).first()
    return {
        "site": settings.SITE_URL,
        "address": email,
        "collected_at": now,
        "comments": list(_comments(email)),
        "reports_of_errors": _fields(
            api.reports_from(email), "article", "sort", "body", "network", "at", "resolution"
        ),
        "proved_address": proved and _row(proved, "proved_at", "trusted_until"),
        "mail_refused": _fields(
            MailRefusal.objects.filter(email__iexact=email).select_related("discussion__article"),
            "discussion",
            "at",
        ),
        "mail_sent": _fields(
            Letter.objects.filter(to__iexact=email), "subject", "created_at", "sent_at", "failed_at"
        ),
        "bans": _fields(_bans(email), "reason", "begins_at", "ends_at"),
    }


def file_of(email: str, *, now: dt.datetime) -> HttpResponse:
    """The same as a file that browsers save."""
    params = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(collect(email, now=now), json_dumps_params=params)
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


def _bans(email: str) -> Iterable[Ban]:
    return Ban.objects.filter(sort=Ban.Sort.ADDRESS, value=email.lower())


def _comments(email: str) -> Iterator[dict[str, Any]]:
    # Oldest first, as they are told.
    decisions = Prefetch("decisions", Decision.objects.order_by("at", "pk"))
    comments = Comment.objects.by_address(email).select_related("discussion__article")
    comments = comments.prefetch_related(decisions, "edits", "hosts").order_by("pk")
    for comment in comments.iterator(chunk_size=READ_AT_ONCE):
        own = _row(
            comment,
            *("author_name", "author_email", "author_website", "body", "state"),
            *("created_at", "published_at", "edited_at", "confirmed_at", "redacted_at"),
            *("tells_decision", "tells_replies", "votes", "network", "reasons"),
        )
        yield {
            "address": f"{settings.SITE_URL}{comment.get_absolute_url()}",
            "article": str(comment.discussion.article),
            **own,
            "decisions": _fields(comment.decisions.all(), "to_state", "reason", "at"),
            "texts_before": _fields(comment.edits.all(), "body", "at"),
            "links_to": [each.host for each in comment.hosts.all()],
        }


def _fields(rows: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [_row(row, *names) for row in rows]


def _row(row: Any, *names: str) -> dict[str, Any]:
    """Some fields of a row; another row is told by its name."""
    values = {name: getattr(row, name) for name in names}
    return {name: str(it) if hasattr(it, "pk") else it for name, it in values.items()}
