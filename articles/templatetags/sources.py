"""`{{ source.accessed_on|as_date }}`: editions keep sources as JSON, which has no dates."""

import datetime as dt

from django import template

register = template.Library()


@register.filter
def as_date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
