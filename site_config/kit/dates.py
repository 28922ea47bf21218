"""Dates as pages print them: what the filter `date` does, for a page that shows hundreds."""

import datetime as dt
from functools import cache

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language


class Calendar:
    """The time zone and the names of the months, looked up once for all dates of a page."""

    def __init__(self) -> None:
        self._zone = timezone.get_current_timezone()
        self._months = _months(get_language())

    def day(self, moment: dt.datetime) -> str:
        """The day for people: 4 March 2027."""
        return self.date(moment.astimezone(self._zone))

    def day_for_machines(self, moment: dt.datetime) -> str:
        """The same day as the attribute `datetime` takes it: 2027-03-04."""
        return moment.astimezone(self._zone).date().isoformat()

    def minute(self, moment: dt.datetime) -> str:
        """The day and the minute for people: 4 March 2027, 09:05."""
        local = moment.astimezone(self._zone)
        return f"{self.date(local)}, {local.hour:02}:{local.minute:02}"

    def date(self, day: dt.date) -> str:
        """A day that was written down as such, in the same words."""
        return f"{day.day} {self._months[day.month]} {day.year}"


@cache
def _months(language: str | None) -> list[str]:
    return ["", *map(str, MONTHS.values())]


def for_machines(moment: dt.datetime) -> str:
    """A moment to the minute, as the attribute `datetime` takes it: 2027-03-04T08:05Z."""
    return moment.astimezone(dt.UTC).isoformat()[:16] + "Z"
