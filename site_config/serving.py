"""What `manage.py serve` does, step by step; the command only puts the steps in order."""

import errno
import hashlib
import http.client
import inspect
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from site_config.supervisor import Program

# An address that means "every network card" cannot be called; these reach the same server.
_CALLABLE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


class CannotServe(Exception):
    """Something outside keeps the site from being served; the message says what to do about it."""


def require_free_port(host: str, port: int) -> None:
    """Raise CannotServe when nobody can listen on `host` and `port` now."""
    if not 0 < port < 65536:
        raise CannotServe(f"PORT={port} is no port; choose a number from 1 to 65535.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server itself does: a port whose last owner has just gone counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} of {host} is in use by another program."
            raise CannotServe(f"{reason} Choose another one, as in: PORT={port + 1}") from error
        reason = f"Cannot listen on port {port} of {host}: {error.strerror}."
        raise CannotServe(f"{reason} Check HOST and PORT.") from error


def bring_database_up_to_date() -> str:
    """Apply the migrations that are missing, if any, and return a line that says so."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not missing:
            return "Database: up to date"
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        reason = str(error).strip()
        raise CannotServe(
            f"The database does not answer: {reason}. Check DATABASE_URL and that it runs."
        ) from error
    return f"Database: {len(missing)} migrations applied"


def collect_static_files() -> str:
    """Collect the static files if they changed since the last time; return a line that says so."""
    digest_file: Path = settings.DATA_DIR / "static.digest"
    digest = static_files_digest()
    collected = Path(settings.STATIC_ROOT).is_dir() and digest_file.is_file()
    if collected and digest_file.read_text(encoding="ascii") == digest:
        return "Static files: up to date"
    # collectstatic trusts the times of files, which an older release or an unpacked archive has
    # older than what lies there; so it starts from nothing.
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    digest_file.write_text(digest, encoding="ascii")
    return "Static files: collected"


def static_files_digest() -> str:
    """Return a digest of every static file of the code and of the storage that rewrites them."""
    digest = hashlib.sha256()
    writer = Path(inspect.getfile(type(storages["staticfiles"])))
    digest.update(writer.read_bytes())
    for path, storage in sorted(_static_files(), key=lambda found: found[0]):
        digest.update(path.encode())
        with storage.open(path) as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _static_files() -> Iterator[tuple[str, Storage]]:
    for finder in get_finders():
        yield from finder.list([])


def programs(host: str, port: int, *, workers: int, threads: int) -> list[Program]:
    """Return the web server on `host` and `port`, the task worker, and the clock for due work."""
    server = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--working-dir", str(settings.BASE_DIR)),
        *("--host", host, "--port", str(port), "--no-ws", "--log-level", "error"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        # Without a limit a worker that is busy can keep the server from ever stopping.
        *("--workers-kill-timeout", "5", "--respawn-failed-workers"),
        "site_config.wsgi:application",
    ]
    manage = str(settings.BASE_DIR / "manage.py")
    worker = [sys.executable, manage, "work", "--interval", "1", "--no-reload"]
    clock = [sys.executable, manage, "tick", "--every", "60"]
    return [
        Program("The web server", server),
        Program("The task worker", worker),
        Program("The clock", clock),
    ]


def answers(host: str, port: int) -> bool:
    """Say whether the site answers a request, whatever its answer is."""
    caller = http.client.HTTPConnection(_CALLABLE.get(host, host), port, timeout=1)
    try:
        caller.request("GET", "/healthz", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        caller.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()
    return True


def where_things_are(host: str, port: int) -> list[str]:
    """Return the lines to show once the site answers."""
    lines = [
        f"Site:   {settings.SITE_URL}/",
        f"Admin:  {settings.SITE_URL}{reverse('admin:index')}",
    ]
    logins: Path = settings.DATA_DIR / "logins.txt"
    if logins.is_file():
        lines.append(f"Logins, kept in {logins}:")
        lines += [f"  {line.expandtabs(20)}" for line in logins.read_text("utf-8").splitlines()]
    site = urlsplit(settings.SITE_URL)
    if site.port != port:
        lines.append(f"Server: {host}, port {port}; {site.netloc} must lead there")
    return [*lines, "Ctrl-C stops it."]
