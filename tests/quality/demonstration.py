"""A site with demonstration content, for the time of a run."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.environment import ROOT
from tests.support.local_servers import free_port

# Seconds until a site that does not answer is given up: it draws its pictures first.
PATIENCE = 600


class NoSite(Exception):
    """The site did not start; the message says where its output is."""


@dataclass(frozen=True)
class Site:
    url: str
    passwords: dict[str, str]


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Run `manage.py serve --demo` with its data in `folder`, which is kept for the next run.

    Raises NoSite when it ends or does not answer in time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    output = folder / "output.log"
    environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(port), "SITE_URL": url}
    environment.pop("DATABASE_URL", None)
    # A run posts a comment from the same network each time.
    environment["COMMENTS_HOLD_RATE"] = "0"
    command = [sys.executable, "manage.py", "serve", "--demo"]
    with output.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _await(url, server, output)
        # Until its other files are made, a page shows the one that an upload makes at once.
        command = [sys.executable, "manage.py", "make_renditions"]
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
        yield Site(url, _passwords(folder / "logins.txt"))
    finally:
        server.terminate()
        server.wait(timeout=60)


def _await(url: str, server: "subprocess.Popen[bytes]", output: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise NoSite(f"The site ended with status {server.returncode}; see {output}")
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise NoSite(f"The site did not answer within {PATIENCE} s; see {output}")


def _passwords(logins: Path) -> dict[str, str]:
    """The passwords of the demonstration's accounts, by user name."""
    lines = logins.read_text(encoding="utf-8").splitlines()
    accounts = [line.rsplit("\t", 2) for line in lines]
    return {user: password for _role, user, password in accounts}
