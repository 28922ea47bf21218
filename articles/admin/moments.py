"""Choosing a moment by the clock of the site."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def in_words(moment: dt.datetime) -> str:
    """A moment as buttons and messages name it: 14 Mar 2027 09:00 Europe/Paris."""
    local = timezone.localtime(moment)
    return f"{formats.date_format(local, 'j M Y H:i')} {timezone.get_current_timezone_name()}"


def _named(name: Any) -> dict[str, Any]:
    return {"aria-label": name}


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time, picked as the browser likes."""

    def __init__(self) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", **_named(gettext_lazy("Day"))},
            time_attrs={"type": "time", **_named(gettext_lazy("Time"))},
        )


class MomentField(forms.SplitDateTimeField):
    """A moment that there is exactly once; where clocks change, the refusal says how."""

    widget = MomentWidget

    def compress(self, data_list: Any) -> Any:
        try:
            return super().compress(data_list)
        except ValidationError as refused:
            if not all(data_list):
                raise
            raise ValidationError(_why_not(dt.datetime.combine(*data_list))) from refused


def _why_not(wished: dt.datetime) -> str:
    """What the clocks do at a local moment that does not exist, or comes twice."""
    there = wished.replace(tzinfo=timezone.get_current_timezone())
    earlier, later = there.utcoffset(), there.replace(fold=1).utcoffset()
    values = {
        "day": formats.date_format(wished, "DATE_FORMAT"),
        "time": formats.date_format(wished, "TIME_FORMAT"),
        "zone": timezone.get_current_timezone_name(),
    }
    if earlier is not None and later is not None and earlier < later:
        words = _(
            "On %(day)s the clocks of %(zone)s go forward and leave out %(time)s. "
            "Choose a time an hour earlier or later."
        )
    else:
        words = _(
            "On %(day)s the clocks of %(zone)s go back, so that %(time)s comes twice. "
            "Choose a time an hour earlier or later."
        )
    return words % values
