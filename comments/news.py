"""Which comments moderators will hear of without another task being queued for them."""

import datetime as dt

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

TASK = "comments.notifications.mail_of_new"
# How long comments that no mail has room for may wait for being noted together.
TOGETHER = dt.timedelta(minutes=2)
# Longer than it takes from the first question of a post to its commit, waiting included.
POSTED = dt.timedelta(seconds=40)


def queued() -> QuerySet[DBTaskResult]:
    """The tasks that no worker has begun."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=TASK)


def begin_between(start: dt.datetime, end: dt.datetime) -> QuerySet[DBTaskResult]:
    """Those that begin so late; from POSTED to TOGETHER ahead, they find whatever is posted now."""
    return queued().filter(run_after__range=(start, end)).order_by()
