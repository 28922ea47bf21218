"""Settings: what a deployment turns by its environment, and what follows from it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.environment import ROOT

READ = """
import json, pathlib, site_config.settings as s
def shown(value): return str(value) if isinstance(value, pathlib.Path) else "..."
print(json.dumps({n: v for n, v in vars(s).items() if n.isupper()}, default=shown))
"""

# A machine on which nobody has built the package, and Python's own SQLite is an old one.
OLD_SQLITE = """
import sqlite3, sys
sys.modules["pysqlite3"] = None
sqlite3.sqlite_version_info = (3, 40, 1)
"""


def settings_with(folder: Path, *, read: str = READ, **environment: str) -> dict[str, Any]:
    """The settings that a process with these variables, and no others of ours, gets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", read],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return settings_with(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A site on https behind a proxy, on PostgreSQL, Redis, S3 and SMTP."""
    return settings_with(
        tmp_path_factory.mktemp("public"),
        SITE_URL="https://health.example.org/",
        DATABASE_URL="postgres://masthead:pw@db.example:5432/masthead",
        CACHE_URL="rediscache://cache.example:6379/1",
        EMAIL_URL="smtp+tls://user:pw@mail.example:587",
        S3_BUCKET="pictures",
        TRUSTED_PROXIES="10.0.0.0/8",
        SECRET_KEY="from the environment",
        MEDIA_ORIGIN="https://media.example.org",
    )


class TestOnAFreshMachine:
    def test_it_is_safe_without_any_variable(self, plain: dict[str, Any]) -> None:
        assert plain["DEBUG"] is False
        assert plain["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
        assert len(plain["SECRET_KEY"]) == 64
        assert plain["TRUSTED_PROXIES"] == []
        assert "SECURE_PROXY_SSL_HEADER" not in plain
        assert plain["EDITORIAL_FOUR_EYES"] is True
        assert plain["EDITORIAL_APPROVAL"] is True
        assert plain["REVISIONS_KEPT_DAYS"] == 0
        assert plain["COMMENTS_MODERATION"] == "all"

    def test_all_that_it_keeps_lies_in_the_data_folder(self, plain: dict[str, Any]) -> None:
        folder = plain["DATA_DIR"]
        database = plain["DATABASES"]["default"]
        for path in (
            database["NAME"],
            plain["MEDIA_ROOT"],
            plain["ORIGINALS_ROOT"],
            plain["STATIC_ROOT"],
            plain["EMAIL_FILE_PATH"],
        ):
            assert path.startswith(f"{folder}/")
        assert not plain["ORIGINALS_ROOT"].startswith(plain["MEDIA_ROOT"])

    def test_sqlite_queues_writers_and_never_trusts_luck(self, plain: dict[str, Any]) -> None:
        options = plain["DATABASES"]["default"]["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert "synchronous=FULL" in options["init_command"]
        assert "secure_delete=ON" in options["init_command"]
        assert "mmap" not in options["init_command"]
        assert plain["DATABASES"]["default"]["ATOMIC_REQUESTS"] is False

    def test_sqlite_writes_ahead_where_that_is_safe(
        self, plain: dict[str, Any], tmp_path: Path
    ) -> None:
        assert "journal_mode=WAL" in plain["DATABASES"]["default"]["OPTIONS"]["init_command"]
        without_package = settings_with(tmp_path, read=OLD_SQLITE + READ)
        options = without_package["DATABASES"]["default"]["OPTIONS"]
        assert "journal_mode=TRUNCATE" in options["init_command"]

    def test_plain_http_asks_for_nothing_that_needs_https(self, plain: dict[str, Any]) -> None:
        assert plain["SECURE_SSL_REDIRECT"] is False
        assert plain["SESSION_COOKIE_SECURE"] is plain["CSRF_COOKIE_SECURE"] is False
        assert plain["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.row("O1")
class TestBeyondOneMachine:
    def test_variables_move_it_to_other_services(self, public: dict[str, Any]) -> None:
        database = public["DATABASES"]["default"]
        assert database["ENGINE"] == "site_config.kit.postgresql"
        assert (database["HOST"], database["NAME"]) == ("db.example", "masthead")
        assert "OPTIONS" not in database or "init_command" not in database["OPTIONS"]
        assert "redis" in public["CACHES"]["default"]["BACKEND"].lower()
        assert public["EMAIL_HOST"] == "mail.example"
        assert public["EMAIL_USE_TLS"] is True
        assert public["SECRET_KEY"] == "from the environment"

    def test_originals_stay_private_in_the_bucket(self, public: dict[str, Any]) -> None:
        pictures, originals = (public["STORAGES"][n]["OPTIONS"] for n in ("default", "originals"))
        assert pictures["bucket_name"] == originals["bucket_name"] == "pictures"
        assert pictures["location"] != originals["location"]
        assert originals["default_acl"] == "private"
        assert originals["querystring_auth"] is True

    @pytest.mark.row("O6")
    def test_the_address_of_the_site_decides_about_https(self, public: dict[str, Any]) -> None:
        assert public["SITE_URL"] == "https://health.example.org"
        assert public["ALLOWED_HOSTS"] == ["health.example.org"]
        assert public["SECURE_SSL_REDIRECT"] is True
        assert public["SESSION_COOKIE_SECURE"] is public["CSRF_COOKIE_SECURE"] is True
        assert public["SECURE_HSTS_SECONDS"] >= 31_536_000
        assert public["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]

    def test_pictures_may_come_from_their_own_host_and_from_no_other(
        self, public: dict[str, Any]
    ) -> None:
        directives = public["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
        assert directives["img-src"] == ["'self'", "https://media.example.org"]
        assert directives["script-src"] == directives["style-src"] == ["'self'"]


@pytest.mark.parametrize("name", ["PORT", "HSTS_SECONDS", "SQLITE_TIMEOUT"])
def test_a_wrong_value_ends_the_program_and_names_the_knob(tmp_path: Path, name: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        settings_with(tmp_path, SITE_URL="https://example.org", **{name: "many"})
    assert name in failed.value.stderr
