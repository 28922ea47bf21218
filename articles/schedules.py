"""What is due once a scheduled edition has gone live."""

import datetime as dt

from django.db import transaction

from articles import history, notifications
from articles.models import Action, Edition
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
                edition.followed_up_at = now
                edition.save(update_fields=["followed_up_at"])
                history.record(
                    edition.article,
                    Action.WENT_LIVE,
                    by=None,
                    now=edition.live_from,
                    revision=edition.revision,
                    edition=edition,
                )
                notifications.tell(edition.article, Action.WENT_LIVE, by=None, now=now)
                documents.drop_past(edition.article, now=now)
                done += 1
    return done
