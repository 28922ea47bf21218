"""Knobs with typing errors: the site does not start, and says which one and how to mend it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(folder: Path, **knobs: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own, as every command and server does."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import site_config.settings"],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(folder), **knobs},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.row("O1")
@pytest.mark.parametrize(
    ("name", "value", "way_out"),
    [
        ("COMMENTS_MODERATION", "All", "all, first, none"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy", "10.0.0.0/8"),
        ("SITE_URL", "health.example.org", "https://"),
        ("SITE_URL", "https://health.example.org/blog", "without a path"),
        ("SITE_URL", "ftp://health.example.org", "https://"),
        ("DEBUG", "maybe", "true or false"),
        ("PORT", "abc", "whole number"),
        ("TIME_ZONE", "Mars/Olympus", "Europe/Paris"),
        ("LOG_LEVEL", "loud", "WARNING"),
        ("LANGUAGE_CODE", "xx", "en"),
        ("COMMENTS_HOLD_REJECTED_PERCENT", "400", "from 0 to 100"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    tmp_path: Path, name: str, value: str, way_out: str
) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}={value} cannot be used: ")
    assert way_out in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.row("O1")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "oops://masthead:secret@db/masthead"),
        ("DATABASE_URL", "mysql://masthead:secret@db/masthead"),
        ("CACHE_URL", "oops://:secret@cache"),
        ("EMAIL_URL", "oops://masthead:secret@mail"),
    ],
)
def test_an_address_that_is_refused_is_not_printed_with_its_password(
    tmp_path: Path, name: str, value: str
) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}=… cannot be used: ")
    assert "secret" not in done.stderr


def test_good_values_and_none_at_all_start(tmp_path: Path) -> None:
    assert start(tmp_path).stderr == ""
    good = {
        "SITE_URL": "https://health.example.org/",
        "TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
        "DEBUG": "off",
        "COMMENTS_MODERATION": "none",
        "TIME_ZONE": "Europe/Paris",
        "LANGUAGE_CODE": "pt-br",
    }
    assert start(tmp_path, **good).stderr == ""
