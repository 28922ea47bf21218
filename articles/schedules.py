"""What is due once a scheduled publication or withdrawal has come true."""

import datetime as dt

from django.db import transaction

from articles import history, notifications, reviews
from articles.models import Action, Edition, Outcome
from articles.search import documents


def follow_up(*, now: dt.datetime) -> int:
    """Write the history of schedules that have come true since the last call; return how many.

    Readers saw each of them at its moment; this is the desk catching up. Safe to run twice.
    """
    done = 0
    due = Edition.objects.filter(live_from__lte=now, followed_up_at__isnull=True).not_cancelled()
    for pk in due.values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            edition = Edition.objects.select_for_update().get(pk=pk)
            if edition.followed_up_at is None:
                _follow_up(edition, now=now)
                done += 1
    return done


def _follow_up(edition: Edition, *, now: dt.datetime) -> None:
    edition.followed_up_at = now
    edition.save(update_fields=["followed_up_at"])
    is_content = edition.outcome == Outcome.CONTENT
    history.record(
        edition.article,
        Action.WENT_LIVE if is_content else Action.WITHDRAWN,
        by=None,
        now=edition.live_from,
        note="" if is_content else edition.note,
        revision=edition.revision,
        edition=edition,
    )
    action = Action.WENT_LIVE if is_content else Action.WITHDRAWN
    notifications.tell(edition.article, action, by=None, now=now)
    if not is_content:
        reviews.forget(edition.article)
    documents.drop_past(edition.article, now=now)
