"""Connections to PostgreSQL, asked now and then whether they are still there."""

from unittest.mock import MagicMock

import psycopg
import pytest
from django.db import connections

from site_config.kit.postgresql import base


@pytest.fixture
def wrapper() -> base.DatabaseWrapper:
    """A wrapper around a connection that counts what it is asked."""
    wrapper = base.DatabaseWrapper({**connections["default"].settings_dict, "OPTIONS": {}})
    wrapper.connection = MagicMock()
    wrapper.health_check_enabled = True
    return wrapper


def begin_request(wrapper: base.DatabaseWrapper, at: float, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(base, "monotonic", lambda: at)
    wrapper.health_check_done = False
    wrapper.close_if_health_check_failed()
    assert wrapper.health_check_done, "It would be asked in the middle of a transaction."


def test_a_connection_is_asked_once_a_second(
    wrapper: base.DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for at in (0.0, 0.5, 0.9, 1.0, 1.5):
        begin_request(wrapper, at, monkeypatch)
        asked.append(wrapper.connection.cursor.call_count)
    assert asked == [1, 1, 1, 2, 2]


def test_one_that_is_gone_is_closed(
    wrapper: base.DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_request(wrapper, 0.0, monkeypatch)
    wrapper.connection.cursor.side_effect = psycopg.OperationalError
    begin_request(wrapper, 2.0, monkeypatch)
    assert wrapper.connection is None
