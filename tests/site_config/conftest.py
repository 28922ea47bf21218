"""The clock of the tests of the roof, and a database that is gone."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from time_machine import TimeMachineFixture

from tests.support.clock import NOW


@pytest.fixture
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """The clock, standing still at NOW."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def database_gone(db: None) -> Iterator[None]:
    """While the test runs, every query fails as it does when the server has gone away."""

    def fail(*_args: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(fail):
        yield
