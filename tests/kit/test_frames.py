"""Pages that are rendered once and filled in."""

from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from site_config.kit.frames import Frame

PAGE = """{% if q %}<h1>{{ q }}</h1>{% endif %}
  <p>{{ results }}</p> 100 % {q} %(q)s <footer>{{ site }}</footer>"""


@pytest.fixture(autouse=True)
def page(settings: Any) -> None:
    loader = ("django.template.loaders.locmem.Loader", {"page.html": PAGE})
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"q": "nap", "results": mark_safe("<b>Nap</b>")},
        {"q": "", "results": "<b>"},
        {"q": "<i>\"'&", "results": "%(q)s %s {q} \x1aq\x1a"},
    ],
)
def test_a_filled_frame_is_the_rendered_page(values: dict[str, str]) -> None:
    around = {"site": "Health & {q} %(results)s"}
    frame = Frame("page.html")
    for _time in range(2):
        assert frame.fill(values, around=around) == get_template("page.html").render(
            {**values, **around}
        )


def test_it_is_rendered_anew_when_what_stands_around_changes() -> None:
    frame = Frame("page.html")
    for name in ("One", "Two", "One"):
        filled = frame.fill({"q": "nap", "results": "Nap"}, around={"site": name})
        assert f"<footer>{name}</footer>" in filled
