"""The hub of questions and the page of one."""

import pytest
from django.test import Client

from tests.builders import HOUR, NOW, articles, faqs, labels
from tests.support.reading import read

pytestmark = pytest.mark.django_db


@pytest.mark.row("F3")
def test_the_hub_groups_and_counts_by_category_and_narrows_down(client: Client) -> None:
    sleep, work = labels.category("Sleep"), labels.category("Work", position=1)
    labels.category("Empty")
    for question, category in (("Nap?", sleep), ("Dream?", sleep), ("Break?", work)):
        faqs.live(question=question, category=category)
    faqs.draft(question="Hidden?", category=work)
    hub = read(client.get("/faq/")).one("main")
    options = [option.text for option in hub.all("option")]
    assert options == ["All categories", "Empty (0)", "Sleep (2)", "Work (1)"]
    assert [heading.text for heading in hub.all("h2")] == ["Sleep", "Work"]
    narrowed = read(client.get("/faq/?category=work")).one("main")
    assert [heading.text for heading in narrowed.all("h3")] == ["Break?"]
    found = read(client.get("/faq/?q=dream")).one("main")
    assert [heading.text for heading in found.all("h3")] == ["Dream?"]


@pytest.mark.row("F2")
def test_a_question_names_its_articles_and_what_else_they_answer(client: Client) -> None:
    one, two, three = (faqs.live(question=f"{name}?") for name in ("One", "Two", "Three"))
    hidden = faqs.draft(question="Hidden?")
    faqs.live(question="Elsewhere?")
    articles.live(title="First", slug="first", faqs=[three, one], now=NOW - HOUR)
    second = articles.live(title="Second", slug="second", faqs=[two, one, three])
    articles.revise(second, faqs=[hidden, one])
    page = read(client.get(f"/faq/{one.slug}/")).one("main")
    assert page.one("section", **{"aria-labelledby": "asked-in"}).links()
    related = page.one("section", **{"aria-labelledby": "related-questions"})
    assert [heading.text for heading in related.all("h3")] == ["Two?", "Three?"]
    order = read(client.get("/articles/first/")).one("main").text
    assert order.index("Three?") < order.index("One?")
