"""Where and with what a run was made."""

import datetime as dt
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.servers import ROOT
from site_config.kit.sqlite3 import newest

PACKAGES = ("Django", "granian", "psycopg")


def describe() -> dict[str, str]:
    """The machine, the versions of what takes part, the commit, and the time."""
    return {
        "taken": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "SQLite": newest.take_over().sqlite_version,
        **{package: version(package) for package in PACKAGES},
        "PostgreSQL": _first_line([_postgres(), "--version"]),
        "nginx": _first_line(["nginx", "-v"]),
        "wrk": _first_line(["wrk", "-v"]),
    }


def commit() -> str:
    """The commit that is checked out, with a plus where files differ from it."""
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT)]
    return _first_line([*git, "describe", "--always", "--abbrev=10", "--dirty=+"])


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    text = information.read_text(encoding="utf-8") if information.is_file() else ""
    named = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return named[1] if named else platform.machine()


def _postgres() -> str:
    """Debian keeps PostgreSQL's programs off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return str(found[-1]) if found else "postgres"


def _first_line(command: Sequence[str]) -> str:
    """What a program says first, wherever it says it, or why it says nothing."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError:
        return "not installed"
    return (done.stdout + done.stderr).strip().partition("\n")[0]
