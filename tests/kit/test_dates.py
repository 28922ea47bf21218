"""Dates as pages print them."""

import datetime as dt

import pytest
from django.test import override_settings
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from site_config.kit.dates import Calendar

MOMENTS = st.integers(-600_000_000, 4_000_000_000).map(
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
)


@given(MOMENTS)
def test_people_get_what_the_filter_gives_them(moment: dt.datetime) -> None:
    for zone in ("UTC", "Asia/Kolkata", "America/New_York"):
        with override_settings(TIME_ZONE=zone):
            local = timezone.localtime(moment)
            assert Calendar().day(moment) == date_format(local, "j F Y")
            assert Calendar().minute(moment) == date_format(local, "j F Y, H:i")


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_hours_have_two_digits(hour: int) -> None:
    moment = dt.datetime(2027, 3, 4, hour, 5, tzinfo=dt.UTC)
    assert Calendar().minute(moment) == f"4 March 2027, {hour:02}:05"
