"""`{% once %}`"""

from django.template import engines
from django.utils.translation import override


def test_it_is_rendered_once_and_kept() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}{{ n }}{% endonce %}{{ n }}")
    assert [template.render({"n": n}) for n in (1, 2)] == ["11", "12"]


def test_each_language_has_its_own() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}{{ n }}{% endonce %}")
    assert template.render({"n": 1}) == "1"
    with override("de"):
        assert template.render({"n": 2}) == "2"
    assert template.render({"n": 3}) == "1"


def test_what_it_keeps_is_not_escaped_again() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}<b>{{ n }}</b>{% endonce %}")
    assert template.render({"n": "<"}) == template.render({"n": "<"}) == "<b>&lt;</b>"
