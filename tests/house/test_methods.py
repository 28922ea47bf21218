"""A public address says which methods it takes, and asks nobody for a token first."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

pytestmark = [pytest.mark.sqlite, pytest.mark.row("CP1")]

# Django's own pages for who works here, with forms that bear a token.
_OF_THE_DESK = "admin/"


def _public(resolver: Any, path: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        place = f"{path}{pattern.pattern}"
        if place.startswith(_OF_THE_DESK):
            continue
        if isinstance(pattern, URLPattern):
            yield place, pattern
        else:
            yield from _public(pattern, place)


PUBLIC = dict(_public(get_resolver()))


@pytest.mark.parametrize("pattern", PUBLIC.values(), ids=PUBLIC)
def test_another_method_is_answered_405_and_no_token_is_asked_for(pattern: URLPattern) -> None:
    known = dict.fromkeys(pattern.pattern.converters or pattern.pattern.regex.groupindex, "x")
    answer = pattern.callback(RequestFactory().put("/"), **known)
    assert answer.status_code == 405
    assert getattr(pattern.callback, "csrf_exempt", False)
