"""The clock of the tests of the articles app."""

import pytest
from time_machine import TimeMachineFixture

from tests.support.clock import NOW


@pytest.fixture
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """The clock, standing still at NOW; `clock.move_to(moment, tick=False)` moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine
