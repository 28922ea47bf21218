"""`{{ sources|with_days }}`: editions keep sources as JSON, which has no dates."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def with_days(sources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each source the day on which it was read, for people: `read_on`."""
    return [{**source, "read_on": _in_words(source.get("accessed_on"))} for source in sources]


def _in_words(day: str | None) -> str:
    return date_format(dt.date.fromisoformat(day), "j F Y") if day else ""
