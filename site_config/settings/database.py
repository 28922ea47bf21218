"""SQLite in the data folder, or PostgreSQL."""

import os
from typing import Any

import environ

from site_config import environment
from site_config.kit.sqlite3 import newest
from site_config.settings.site import DATA_DIR

# A site on PostgreSQL has files of SQLite as well.
_sqlite = newest.take_over()
_database: dict[str, Any] = (
    environment.service(
        "DATABASE_URL",
        environ.Env().db_url,
        "postgres://user:password@host/name",
        backends=("django.db.backends.postgresql", "django.db.backends.sqlite3"),
    )
    if os.environ.get("DATABASE_URL")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "db.sqlite3")}
)
_database["ATOMIC_REQUESTS"] = False
DATABASES = {"default": _database}
if "postgresql" in _database["ENGINE"]:
    environment.require_package("psycopg", "DATABASE_URL", "postgres")
    _database["ENGINE"] = "site_config.kit.postgresql"
    # PostgreSQL parses and plans once for each connection what it is asked again and again. Behind
    # a pooler that cannot have that, DATABASE_URL ends with ?server_side_binding=false.
    _prepare = {"server_side_binding": True, "prepare_threshold": 5}
    _database["OPTIONS"] = {**_prepare, **_database.get("OPTIONS", {})}
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "site_config.kit.sqlite3"
    # SQLite before 3.51.3 can corrupt a WAL database when two processes reset the log at once.
    _journal = "WAL" if _sqlite.sqlite_version_info >= (3, 51, 3) else "TRUNCATE"
    _database["OPTIONS"] = {
        # Writers queue up at BEGIN instead of failing half-way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": environment.whole_number("SQLITE_TIMEOUT", 5),
        "init_command": (
            f"PRAGMA journal_mode={_journal}; PRAGMA synchronous=FULL;"
            # What is erased shall not be found in the file.
            "PRAGMA secure_delete=ON;"
            # The log is cut to 64 MB once a reader who made it grow is done.
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
    _database["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# A thread of the server keeps its connection: opening one costs as much as five queries.
_database["CONN_MAX_AGE"] = environment.whole_number("CONN_MAX_AGE", 60)
_database["CONN_HEALTH_CHECKS"] = True
