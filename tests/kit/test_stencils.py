"""Partials that are rendered once and filled in many times."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from site_config.kit import stencils

PARTIAL = """{% load i18n %}
  <li{% if lang %} lang="{{ lang }}"{% endif %}>{{ name }}{% if note %}
{% blocktranslate %}Reply to {{ name }}{% endblocktranslate %}: {{ note }}{% endif %}
  </li>"""


@pytest.fixture(autouse=True)
def partial(settings: Any) -> Iterator[None]:
    loader = ("django.template.loaders.locmem.Loader", {"partial.html": PARTIAL})
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]
    stencils._stencil.cache_clear()
    yield
    stencils._stencil.cache_clear()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Kim", "note": "", "lang": ""},
        {"name": "Kim", "note": "twice", "lang": "en"},
        {"name": "<b>\"Kim\" & 'co'</b>", "note": "<i>", "lang": '"x'},
        {"name": "{note} {0} {} %s %(name)s", "note": "{name}", "lang": ""},
        {"name": "", "note": "", "lang": "en"},
        {"name": "Kim", "note": mark_safe("<em>as it is</em>"), "lang": ""},
    ],
)
def test_a_filled_stencil_is_the_rendered_template(values: dict[str, str]) -> None:
    assert engines["django"]
    rendered = get_template("partial.html").render(values)
    assert stencils.fill("partial.html", [values]) == rendered.strip().replace("\n  </li>", "</li>")


def test_lines_come_without_indentation() -> None:
    filled = stencils.fill("partial.html", [{"name": "a\n  b", "note": "", "lang": ""}])
    assert filled == "<li>a\n  b</li>"


def test_rows_follow_each_other_with_nothing_between_them_unless_asked_for() -> None:
    rows = [{"name": name, "note": "", "lang": ""} for name in ("Ana", "Bo")]
    assert stencils.fill("partial.html", rows) == "<li>Ana</li><li>Bo</li>"
    assert stencils.fill("partial.html", rows, between=" ") == "<li>Ana</li> <li>Bo</li>"


def test_one_stencil_serves_all_that_have_the_same_parts() -> None:
    rows = [{"name": name, "note": "", "lang": ""} for name in ("Ana", "Bo", "Cy")]
    assert stencils.fill("partial.html", rows).count("<li>") == 3
    assert stencils._stencil.cache_info().misses == 1
