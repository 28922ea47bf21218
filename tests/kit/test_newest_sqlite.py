"""Everything in a process has the same SQLite, and it is the newest that is here."""

import sqlite3
import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.db.backends.sqlite3 import base

from site_config.kit.sqlite3 import newest
from tests.house.code_base import modules, report

pytestmark = pytest.mark.row("O5")


@pytest.fixture
def standard(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Python's own module; what a test puts in its place is gone afterwards."""
    for name in ("sqlite3", "sqlite3.dbapi2"):
        monkeypatch.setitem(sys.modules, name, sys.modules[name])
    return newest.sqlite3


def package(*version: int) -> SimpleNamespace:
    """What looks like pysqlite3 with a SQLite of that version."""
    return SimpleNamespace(sqlite_version_info=version, dbapi2=ModuleType("dbapi2"))


def test_a_newer_one_takes_the_place(standard: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = package(99, 0, 0)
    monkeypatch.setattr(newest, "pysqlite3", newer)
    assert newest.take_over() is sys.modules["sqlite3"] is newer
    assert sys.modules["sqlite3.dbapi2"] is newer.dbapi2


@pytest.mark.parametrize("there", [None, package(3, 0, 0)], ids=["missing", "older"])
def test_without_a_newer_one_the_standard_one_stays(
    standard: ModuleType, monkeypatch: pytest.MonkeyPatch, there: SimpleNamespace | None
) -> None:
    monkeypatch.setattr(newest, "pysqlite3", there)
    assert newest.take_over() is sys.modules["sqlite3"] is standard


def test_everything_in_this_process_has_the_same_one() -> None:
    """Two libraries on one file would lose each other's locks."""
    assert base.Database is sqlite3.dbapi2
    replaced = {newest.sqlite3} - {sqlite3}
    report(
        [
            name
            for name, module in list(sys.modules.items())
            if vars(module).get("sqlite3") in replaced
            # It has a file of its own, and is there before the settings are.
            and not name.startswith("coverage")
            and module is not newest
        ],
        "These modules imported sqlite3 before the settings:",
    )


def test_nobody_else_chooses_a_sqlite() -> None:
    report(
        [
            f"{module.place}:{found.line}"
            for module in modules()
            for found in module.imports
            if found.module.split(".")[0] in {"pysqlite3", "_sqlite3"}
            and module.name != newest.__name__
        ],
        "Only site_config/kit/sqlite3/newest.py imports pysqlite3; the others import sqlite3:",
    )
