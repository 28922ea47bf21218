"""A reader finds something: by what is suggested, by keys alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders import articles, faqs
from tests.journeys.conftest import Visitors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.sqlite
@pytest.mark.row("Q1")
@pytest.mark.row("X2")
def test_a_reader_takes_a_suggestion_by_keys_and_searches_on(visitors: Visitors) -> None:
    articles.live(title="Naps at noon", slug="naps")
    faqs.live(question="Is a nap healthy?", slug="healthy")
    reader = visitors.arrive()
    reader.goto("/articles/")
    field = reader.get_by_role("combobox", name="Search articles and questions")
    field.press_sequentially("nap")
    expect(reader.get_by_role("option")).to_have_text(
        ["Naps at noon", re.compile("Is a nap healthy.*Question")]
    )
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(reader.get_by_role("option", selected=True)).to_contain_text("Is a nap healthy?")
    field.press("Escape")
    expect(reader.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("nap")

    field.press_sequentially("s")
    expect(reader.get_by_role("option")).to_have_text(["Naps at noon"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(reader).to_have_url(re.compile("/articles/naps/$"))

    field = reader.get_by_role("combobox", name="Search articles and questions")
    field.fill("nap")
    field.press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=nap$"))
    reader.get_by_role("link", name="Is a nap healthy?").click()
    expect(reader.get_by_role("heading", name="Is a nap healthy?")).to_be_visible()
