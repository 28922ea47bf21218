"""Dates as pages print them: what the filter `date` does, for a page that shows hundreds."""

import datetime as dt
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format


class Calendar:
    """The time zone and the language of the site, looked up once for many dates."""

    def __init__(self) -> None:
        self._zone = timezone.get_default_timezone()
        self._language = settings.LANGUAGE_CODE

    def day(self, moment: dt.datetime) -> str:
        """The day for people: 4 March 2027."""
        return self.date(moment.astimezone(self._zone).date())

    def day_for_machines(self, moment: dt.datetime) -> str:
        """The same day as the attribute `datetime` takes it: 2027-03-04."""
        return moment.astimezone(self._zone).date().isoformat()

    def both(self, moment: dt.datetime) -> tuple[str, str]:
        """The day for machines, and for people."""
        day = moment.astimezone(self._zone).date()
        return day.isoformat(), _in_words(day, self._language)

    def minute(self, moment: dt.datetime) -> str:
        """The day and the minute for people: 4 March 2027, 09:05."""
        local = moment.astimezone(self._zone)
        return f"{self.date(local.date())}, {local.hour:02}:{local.minute:02}"

    def date(self, day: dt.date) -> str:
        """A day that was written down as such, in the same words."""
        return _in_words(day, self._language)


@lru_cache(maxsize=5_000)
def _in_words(day: dt.date, language: str) -> str:
    """Pages are about few days, and to write one out takes twenty times as long as to keep it."""
    return str(date_format(day, "DATE_FORMAT"))
