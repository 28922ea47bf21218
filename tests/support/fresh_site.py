"""Pytest plugin: the data folder of a new site, made once for all the tests of a run."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import ROOT

# What makes a new site, on SQLite. Both take long.
COMMANDS = [["migrate", "--verbosity=0"], ["collectstatic", "--verbosity=0", "--noinput"]]


@pytest.fixture(scope="session")
def fresh_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with an empty database and the static files, for tests to copy.

    The processes of pytest-xdist share it: the first that asks makes it, the others wait.
    """
    own = tmp_path_factory.getbasetemp()
    place = own if worker_id == "master" else own.parent
    made = place / "fresh-site"
    with (place / "fresh-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(place / "fresh-site.new").rename(made)
    return made


def _make(folder: Path) -> Path:
    environment = os.environ | {"DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )
    return folder
