"""A reader comments, asks by mail what is kept, downloads it, and has it erased."""

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments import moderation
from comments.models import Comment
from site_config.kit.outbox.models import Letter
from tests.builders import articles, comments, people
from tests.journeys.conftest import Visitors
from tests.journeys.test_commenting import write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

KIM = "kim@reader.example"


@pytest.mark.row("P1")
def test_a_reader_downloads_what_is_kept_and_has_it_erased(either_visitors: Visitors) -> None:
    article = articles.live()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    write(reader, name="Kim", email=KIM, body="Seven hours suit me.")
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")
    first = Comment.objects.get()
    moderation.approve(first, by=people.moderator(), now=timezone.now())
    comments.published(article, name="Ada", email="ada@reader.example", parent=first)

    reader.goto("/privacy/my-data/")
    reader.get_by_label("E-mail").fill(KIM)
    reader.get_by_role("button", name="Send me the link").click()
    expect(reader.locator("h1")).to_have_text("Look into your mailbox")

    found = re.search(r"/privacy/my-data/\S+", Letter.objects.filter(to=KIM).latest("pk").text)
    assert found is not None
    reader.goto(found[0])
    expect(reader.locator("main")).to_contain_text("1 comment, Published")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Download all of it").click()
    held = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [comment["body"] for comment in held["comments"]] == ["Seven hours suit me."]

    reader.get_by_role("button", name="Erase it").click()
    expect(reader.locator(".error-summary")).to_contain_text("Choose what shall become of them")
    reader.get_by_label("Take their words away as well").check()
    reader.get_by_label("I know that nobody can bring back").check()
    reader.get_by_role("button", name="Erase it").click()
    expect(reader.locator("h1")).to_have_text("It is erased")
    reader.goto(article.desk_path)
    expect(reader.locator("#comments")).to_contain_text("This comment was removed.")
    expect(reader.locator("#comments")).to_contain_text("Reply to Ada")
    expect(reader.locator("#comments")).not_to_contain_text("Kim")
    assert not Comment.objects.by_address(KIM).exists()
