"""A site as it runs for real: its own processes, its own data folder, its own database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from site_config import serving

ROOT = Path(__file__).resolve().parents[2]
# Seconds until a server that does not answer, or an answer that does not come, is given up.
PATIENCE = 60
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes


@dataclass(frozen=True)
class Site:
    """A site that listens on `port` of this machine."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form as the browser of somebody on a page of the site sends it."""
        return self._ask("POST", path, urlencode(fields).encode(), FORM)

    def answers(self) -> bool:
        try:
            return self.get("/healthz").status == 200
        except (OSError, HTTPException):
            return False

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            return _answer(connection.getresponse())
        finally:
            connection.close()


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a site whose data are in `folder`."""
    names = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"DATA_DIR": str(folder)} | settings


@contextmanager
def running(port: int, environment: dict[str, str]) -> Iterator[Site]:
    """Run the programs of `manage.py serve` on a site whose database is ready."""
    programs = serving.programs("127.0.0.1", port, workers=2, threads=4)
    processes = [
        subprocess.Popen(program.command, cwd=ROOT, env=environment) for program in programs
    ]
    site = Site(port)
    try:
        wait_until(site.answers)
        yield site
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=PATIENCE)


def wait_until(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"{holds} is still not so after {patience} s"
        time.sleep(0.1)


def _answer(response: HTTPResponse) -> Answer:
    return Answer(response.status, response.getheader("Location", ""), response.read())
