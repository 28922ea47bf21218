"""When the list was shown from which a decision about many comes: a hidden field of its form."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.utils.translation import ngettext

FIELD = "listed_at"


def in_field(moment: dt.datetime) -> str:
    """What the field says of a list that is read from the database after `moment`."""
    return f"{moment.timestamp():.6f}"


def listed_at(request: Any) -> dt.datetime | None:
    """What the field says, None where there is none or nonsense in it."""
    try:
        return dt.datetime.fromtimestamp(float(request.POST.get(FIELD, "")), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def warn_of_changed(request: Any, number: int) -> None:
    """Say how many comments were left out as nobody has read what they say now."""
    if not number:
        return
    words = ngettext(
        "%(number)d comment came or was changed meanwhile and was left out; read it first.",
        "%(number)d comments came or were changed meanwhile and were left out; read them first.",
        number,
    )
    messages.warning(request, words % {"number": number})
