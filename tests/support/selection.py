"""Pytest plugin: which tests run on which database, and the marks that follow from fixtures."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

# A test that asks for one of these fixtures carries the mark.
MARKED_BY_FIXTURE = {"chromium": "browser", "redis_url": "redis"}
# pytest-django lets a test reach the database only through one of these or the mark `django_db`.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-tests",
        action="store_true",
        help="leave out the tests that cannot touch the test database",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, mark in MARKED_BY_FIXTURE.items():
            if fixture in _fixtures(item):
                item.add_marker(mark)
        if _commits(item):
            _keep_what_migrations_wrote(item)

    elsewhere = "sqlite" if connection.vendor == "postgresql" else "postgres"
    database_only = config.getoption("--database-tests")
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        wanted = not item.get_closest_marker(elsewhere)
        if database_only:
            wanted = wanted and _touches_database(item)
        (kept if wanted else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _fixtures(item: pytest.Item) -> list[str]:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return fixtures


def _touches_database(item: pytest.Item) -> bool:
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(_fixtures(item))
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


def _commits(item: pytest.Item) -> bool:
    """Say whether a test works with real transactions instead of one that is rolled back."""
    mark = item.get_closest_marker("django_db")
    if mark is not None and mark.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(_fixtures(item))


def _keep_what_migrations_wrote(item: pytest.Item) -> None:
    """Let a test that commits find the rows of the migrations, the roles for example.

    Such tests empty every table when they end; with this mark each begins by filling them again.
    """
    mark = item.get_closest_marker("django_db")
    options = dict(mark.kwargs) if mark else {}
    options.update(transaction=True, serialized_rollback=True)
    item.add_marker(pytest.mark.django_db(**options), append=False)
