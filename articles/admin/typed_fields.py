"""The names and values that a form of the desk sends, before anybody has looked at them."""

import re
from collections.abc import Mapping
from typing import Any

from django.forms import Field
from django.http import QueryDict

from site_config.kit.numbers import number_in

_INITIAL_ROWS = re.compile(r"(?P<prefix>\w+)-INITIAL_FORMS")


def from_lists(lists: Mapping[str, list[str]]) -> QueryDict:
    """Names with their values as Django reads a form."""
    fields = QueryDict(mutable=True)
    for name, values in lists.items():
        fields.setlist(name, values)
    return fields


def as_new_rows(fields: QueryDict) -> QueryDict:
    """The same rows of people, sources and questions, but none of them known by its number.

    Each save writes them anew, so the numbers in an older form are those of rows that are gone.
    """
    fields = fields.copy()
    for counted in filter(None, map(_INITIAL_ROWS.fullmatch, list(fields))):
        fields[counted[0]] = "0"
        row_number = re.compile(rf"{re.escape(counted['prefix'])}-\d+-id")
        for name in list(filter(row_number.fullmatch, fields)):
            del fields[name]
    return fields


def values(form_fields: Mapping[str, Field], fields: QueryDict, prefix: str = "") -> dict[str, Any]:
    """What the widgets of `form_fields` read, to be shown again as it was typed."""
    found = {}
    for name, field in form_fields.items():
        sent = f"{prefix}-{name}" if prefix else name
        if not field.widget.value_omitted_from_data(fields, {}, sent):
            found[name] = field.widget.value_from_datadict(fields, {}, sent)
    return found


def rows(
    form_fields: Mapping[str, Field], fields: QueryDict, prefix: str, *, most: int
) -> list[dict[str, Any]]:
    """The same for the first `most` rows of an inline, without those that were to be deleted."""
    count = min(number_in(fields.get(f"{prefix}-TOTAL_FORMS", "")) or 0, most)
    return [
        values(form_fields, fields, f"{prefix}-{number}")
        for number in range(count)
        if f"{prefix}-{number}-DELETE" not in fields
    ]
