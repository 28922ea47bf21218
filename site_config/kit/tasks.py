"""Looking after the tasks of the worker: those of one that was killed, and those long done."""

import datetime as dt

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# No task of ours takes nearly that long, and each can be done again from its beginning.
LOST_AFTER = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=14)


def put_back_lost(*, now: dt.datetime) -> int:
    """Queue tasks again whose worker was killed; return how many."""
    lost = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - LOST_AFTER
    )
    return lost.update(status=TaskResultStatus.READY)


def forget_old(*, now: dt.datetime) -> None:
    """Remove tasks KEPT after they ended."""
    DBTaskResult.objects.filter(finished_at__lt=now - KEPT).delete()
