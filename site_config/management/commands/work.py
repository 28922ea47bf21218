"""The task worker, which lets readers go first."""

import os
from typing import Any

from django.db import connection
from django_tasks_db.management.commands import db_worker

from site_config.kit.heartbeat.beating import WORKER, Pulse

# What a mail may wait for while many read or write.
NICENESS = 10
# Seconds to wait for SQLite's writers. To a reader one says after SQLITE_TIMEOUT that nothing can
# be saved just now; a worker has nobody to say it to and would end.
PATIENCE = 60


class Command(db_worker.Command):
    help = "Do what is queued, such as sending mail, whenever readers leave time for it."

    def handle(self, **options: Any) -> None:
        os.nice(NICENESS)
        if connection.vendor == "sqlite":
            connection.settings_dict["OPTIONS"]["timeout"] = PATIENCE
            connection.close()
        Pulse(WORKER).start()
        super().handle(**options)
