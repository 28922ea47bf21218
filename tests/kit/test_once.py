"""`{% once %}`"""

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import override_settings


def test_it_is_rendered_once_and_kept() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}{{ n }}{% endonce %}{{ n }}")
    assert [template.render({"n": n}) for n in (1, 2)] == ["11", "12"]


def test_each_language_has_its_own() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}{{ n }}{% endonce %}")
    assert template.render({"n": 1}) == "1"
    with override_settings(LANGUAGE_CODE="de"):
        assert template.render({"n": 2}) == "2"
    assert template.render({"n": 3}) == "1"


def test_what_it_keeps_is_not_escaped_again() -> None:
    template = engines["django"].from_string("{% load once %}{% once %}<b>{{ n }}</b>{% endonce %}")
    assert template.render({"n": "<"}) == template.render({"n": "<"}) == "<b>&lt;</b>"


def test_per_value_it_is_rendered_anew_when_the_value_changes() -> None:
    template = engines["django"].from_string(
        "{% load once %}{% once per site.name %}{{ site.name }} {{ n }}{% endonce %}"
    )
    rendered = [
        template.render({"site": {"name": name}, "n": n})
        for n, name in enumerate(["Old", "Old", "New", "New"])
    ]
    assert rendered == ["Old 0", "Old 0", "New 2", "New 2"]


@pytest.mark.parametrize("tag", ["once site", "once per", "once per a b"])
def test_other_words_are_refused(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(f"{{% load once %}}{{% {tag} %}}x{{% endonce %}}")
