"""The task worker, run to its end inside a test."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work() -> list[str]:
    """Let a worker do all that is queued; return how each task ended, oldest first."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    ).run()
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def do_queued() -> None:
    """Do what is queued within the transaction of a test; an error is raised and not written down.

    A task done is forgotten, so that it is queued again like in a new hour.
    """
    while (due := DBTaskResult.objects.ready().first()) is not None:
        due.task.call(*due.args_kwargs["args"], **due.args_kwargs["kwargs"])
        due.delete()
