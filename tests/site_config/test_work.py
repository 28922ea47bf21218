"""The task worker outlives writers that keep it waiting."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from comments.notifications import mail_moderators
from tests.support.environment import ROOT

# Longer than a reader would wait here, and longer than the worker takes to start.
BUSY = 6


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.row("O5")
def test_the_worker_waits_until_the_database_is_free(tmp_path: Path) -> None:
    mail_moderators.enqueue(4711)
    with closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as writer:
        connection.connection.backup(writer)
        DBTaskResult.objects.all().delete()
        writer.execute("BEGIN IMMEDIATE")
        with subprocess.Popen(
            [sys.executable, "manage.py", "work", "--batch", "--no-startup-delay"],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(tmp_path), "SQLITE_TIMEOUT": "1"},
        ) as worker:
            time.sleep(BUSY)
            assert worker.poll() is None
            writer.execute("ROLLBACK")
        assert worker.returncode == 0
        ended = writer.execute(f"SELECT status FROM {DBTaskResult._meta.db_table}").fetchall()  # noqa: S608
    assert ended == [("SUCCESSFUL",)]
