"""PostgreSQL, Redis and nginx for tests: empty, on free ports, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg
from redis import Redis, RedisError

HOST = "127.0.0.1"
# Seconds until a server that does not answer, or does not stop, is given up.
PATIENCE = 60.0


class Unavailable(Exception):
    """A server cannot be had here; the message says why."""


@contextmanager
def postgres(*, kept: Path | None = None) -> Iterator[str]:
    """Yield the DATABASE_URL of PostgreSQL: TEST_DATABASE_URL, or a new cluster of our own.

    With `kept` it is the cluster in that folder, made when it is missing, and as durable as
    PostgreSQL is by itself.
    """
    if kept is None and (url := os.environ.get("TEST_DATABASE_URL")):
        _await(_postgres_answers, url)
        yield url
        return
    programs = _postgres_programs()
    port = free_port()
    url = f"postgres://masthead@{HOST}:{port}/postgres"
    with nullcontext(kept) if kept else _folder() as folder:
        account = _unprivileged_account(folder)
        data = str(folder / "data")
        if not Path(data, "PG_VERSION").is_file():
            initdb = [str(programs / "initdb"), "--pgdata", data, "--username", "masthead"]
            options = ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
            _run_to_end([*initdb, *options], folder, account)
        settings = {
            "port": str(port),
            "listen_addresses": HOST,
            "unix_socket_directories": "",
            "max_connections": "200",
        }
        if not kept:
            # The data are thrown away; nothing has to survive a power cut.
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(programs / "postgres"), "-D", data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # SIGINT asks PostgreSQL to stop without waiting for its clients.
        with _running(command, folder, account, stop_with=signal.SIGINT) as process:
            _await(_postgres_answers, url, process, folder)
            yield url


@contextmanager
def redis() -> Iterator[str]:
    """Yield the address of a Redis server: TEST_REDIS_URL, or a new server of our own."""
    if url := os.environ.get("TEST_REDIS_URL"):
        _await(_redis_answers, url)
        yield url
        return
    program = shutil.which("redis-server")
    if program is None:
        raise Unavailable("no redis-server on the path and TEST_REDIS_URL is not set")
    port = free_port()
    url = f"redis://{HOST}:{port}"
    with _folder() as folder:
        command = [program, "--port", str(port), "--bind", HOST, "--dir", str(folder)]
        command += ["--save", "", "--appendonly", "no"]
        with _running(command, folder, {}, stop_with=signal.SIGTERM) as process:
            _await(_redis_answers, url, process, folder)
            yield url


# Around the configuration of a server: what a package of nginx has in /etc/nginx/nginx.conf.
_NGINX = """
daemon off;
pid pid;
worker_processes 2;
{user}
events {{ }}
http {{
    access_log off;
    gzip on;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {configuration}
}}
"""


@contextmanager
def nginx(configuration: str, *, port: int) -> Iterator[None]:
    """Run nginx with a `configuration` of servers, one of which listens on `port`."""
    with _folder() as folder:
        command = _nginx_command(folder, configuration)
        with _running(command, folder, {}, stop_with=signal.SIGTERM) as process:
            _await(_listens, f"{HOST}:{port}", process, folder)
            yield


def refused_by_nginx(configuration: str) -> str:
    """What nginx says against a `configuration` of servers; nothing if it would run it."""
    with _folder() as folder:
        command = [*_nginx_command(folder, configuration), "-t", "-q"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def _nginx_command(folder: Path, configuration: str) -> list[str]:
    # Debian keeps it off the path of ordinary accounts.
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise Unavailable("no nginx on the path")
    # As root it would serve from another account, which may not look into our folders.
    user = "user root;" if os.geteuid() == 0 else ""
    text = _NGINX.format(user=user, configuration=configuration)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return [program, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _postgres_programs() -> Path:
    """Return the folder of PostgreSQL's programs. Debian keeps them off the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve()] if on_path else debian[-1:]
    if not candidates:
        raise Unavailable("no initdb on the path and TEST_DATABASE_URL is not set")
    return candidates[0].parent


def _unprivileged_account(folder: Path) -> dict[str, Any]:
    """Return the account to run PostgreSQL as, and give it `folder`: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in ("postgres", "nobody") if name in names), None)
    if name is None:
        raise Unavailable("PostgreSQL refuses to run as root, and there is no user nobody")
    entry = pwd.getpwnam(name)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="masthead-server-") as name:
        yield Path(name)


def _run_to_end(command: Sequence[str], folder: Path, account: dict[str, Any]) -> None:
    with (folder / "log").open("ab") as log:
        done = subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False, **account)
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} failed: {_end_of_log(folder)}")


@contextmanager
def _running(
    command: Sequence[str],
    folder: Path,
    account: dict[str, Any],
    *,
    stop_with: signal.Signals,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server while the block runs; Ctrl-C in the terminal does not reach it."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **account
        )
    try:
        yield process
    finally:
        process.send_signal(stop_with)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(
    answers: Callable[[str], bool],
    url: str,
    process: subprocess.Popen[bytes] | None = None,
    folder: Path | None = None,
) -> None:
    """Wait until the server at `url` answers, as long as its process lives and patience lasts."""
    deadline = time.monotonic() + PATIENCE
    while not answers(url):
        ended = process is not None and process.poll() is not None
        if ended or time.monotonic() > deadline:
            log = _end_of_log(folder) if folder else "is its address right?"
            raise Unavailable(f"the server does not answer: {log}")
        time.sleep(0.1)


def _end_of_log(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")[-500:].strip()


def _postgres_answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _listens(place: str) -> bool:
    host, _, port = place.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except OSError:
        return False
    return True


def _redis_answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_timeout=2) as client:
            return bool(client.ping())
    except RedisError:
        return False
