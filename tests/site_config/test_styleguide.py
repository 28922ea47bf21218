"""The style guide shows every component, and staff alone see it."""

import pytest
from django.test import Client

from tests.builders import people
from tests.house.code_base import ROOT
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PATH = "/styleguide/"


def test_readers_do_not_see_it(client: Client) -> None:
    assert client.get(PATH).status_code == 302


def test_it_shows_the_tokens_and_the_components(client: Client) -> None:
    client.force_login(people.writer())
    answer = client.get(PATH)
    page = read(answer)
    assert "no-store" in answer["Cache-Control"]
    assert page.all("h1")[0].text == "Style guide"
    written = (ROOT / "static/css/tokens.css").read_text()
    shown = {code.text for code in page.all("code")}
    assert all(f"--{name}:" in written for name in shown)
    assert {"paper", "ink", "measure"} <= shown
    for part in ("card", "byline", "trust", "contents", "faq", "sources", "updates", "pagination",
                 "comment", "notice", "button", "field", "related", "tags", "share"):  # fmt: skip
        assert page.all(class_=part), part
