"""`manage.py serve`: a real server in a data folder of its own, and the steps before it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.test import override_settings

from site_config import data_dir, serving
from tests.support.local_servers import free_port

ROOT = Path(__file__).resolve().parents[2]
# Seconds for migrations and static files on a slow machine.
STARTING = 90
# What the site promises.
STOPPING = 10


@dataclass
class Site:
    """A served site: its process, its port, and what it printed so far."""

    process: subprocess.Popen[str]
    port: int
    printed: str

    def status_of(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=STARTING)
        connection.request("GET", path)
        return connection.getresponse().status


def serve(folder: Path, port: int) -> Site:
    """Start the site and return once it says that it answers."""
    environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if line.startswith("Ctrl-C"):
            break
    return Site(process, port, printed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    served = serve(folder, free_port())
    yield served
    served.process.terminate()
    served.process.communicate(timeout=STARTING)


@pytest.mark.row("O1")
def test_an_empty_folder_becomes_a_site(site: Site) -> None:
    assert "migrations applied" in site.printed
    assert "Static files: collected" in site.printed
    assert f"Site:   http://127.0.0.1:{site.port}/" in site.printed
    assert f"Admin:  http://127.0.0.1:{site.port}/admin/" in site.printed
    assert site.status_of("/healthz") == 200


def test_a_port_in_use_is_said_so(site: Site, folder: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(site.port)],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=STARTING,
        check=False,
    )
    assert refused.returncode == 1
    assert f"Port {site.port} of 127.0.0.1 is in use by another program" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_second_start_changes_nothing_and_sigterm_stops_everything(
    site: Site, folder: Path
) -> None:
    again = serve(folder, free_port())
    assert "Database: up to date" in again.printed
    assert "Static files: up to date" in again.printed

    before = time.monotonic()
    again.process.terminate()
    printed, _ = again.process.communicate(timeout=STOPPING)

    # communicate() returns when the last process that holds the pipe is gone.
    assert time.monotonic() - before < STOPPING
    assert printed.endswith("Stopped.\n")
    assert again.process.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", again.port), timeout=1)


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match=r"The data folder .*file/data cannot be written"):
        data_dir.prepare(tmp_path / "file" / "data")


def test_a_data_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = data_dir.prepare(tmp_path / "srv" / ".." / "srv" / "data")
    assert folder == tmp_path / "srv" / "data"
    assert folder.is_dir()


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_said_so(port: int) -> None:
    with pytest.raises(serving.CannotServe, match=r"choose a number from 1 to 65535"):
        serving.require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_said_so() -> None:
    with pytest.raises(serving.CannotServe, match="Check HOST and PORT"):
        # An address for documentation (RFC 5737), which no machine has.
        serving.require_free_port("192.0.2.1", free_port())


def test_static_files_are_collected_when_they_changed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings = override_settings(
        DATA_DIR=tmp_path,
        STATIC_ROOT=tmp_path / "static",
        STATICFILES_DIRS=[source],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
    )
    with settings:
        assert serving.collect_static_files() == "Static files: collected"
        assert serving.collect_static_files() == "Static files: up to date"
        (source / "site.css").write_text("b {}")
        assert serving.collect_static_files() == "Static files: collected"
        assert (tmp_path / "static" / "site.css").read_text() == "b {}"
