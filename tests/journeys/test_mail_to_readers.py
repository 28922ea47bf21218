"""A reader wants to know what becomes of a comment, is told by mail, and has enough of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.builders import articles, people
from tests.comments.mailing import letters_to, path_in, subjects
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def write(reader: Page, *ticks: str, **fields: str) -> None:
    """Fill in the form that stands on the page, tick what is wanted and send it."""
    form = reader.locator("#leave-a-comment form")
    for name, text in fields.items():
        form.locator(f"[name={name}]").fill(text)
    for words in ticks:
        form.get_by_label(words).check()
    form.get_by_role("button", name="Post comment").click()
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")


def approve(moderator: Page, name: str) -> None:
    moderator.goto("/admin/comments/comment/")
    moderator.get_by_role("link", name=name).click()
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.locator(".messagelist")).to_contain_text("Done: Approve")


@pytest.mark.row("CM2")
@pytest.mark.row("N3")
@pytest.mark.row("N4")
@pytest.mark.row("N5")
@pytest.mark.row("P4")
def test_a_reader_confirms_hears_of_an_answer_and_unsubscribes(either_visitors: Visitors) -> None:
    article = articles.live(title="Sleeping better")
    people.moderator()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    write(
        reader,
        "Tell me when it is published",
        "Tell me of answers",
        name="Kim",
        email="kim@reader.example",
        body="Seven hours suit me.",
    )
    expect(reader.locator("#mail .notice")).to_contain_text("Please confirm your address")

    [letter] = letters_to()
    reader.goto(path_in(letter.body, "confirm"))
    expect(reader.locator("blockquote")).to_contain_text("Seven hours suit me")
    reader.get_by_label("Remember me on this device").check()
    reader.get_by_role("button", name="Yes, I wrote this").click()
    expect(reader.locator("h1")).to_have_text("Your address is confirmed")
    reader.get_by_role("button", name="Forget me on this device").click()
    expect(reader.locator("h1")).to_have_text("This device is forgotten")
    assert reader.context.cookies() == []

    moderator = either_visitors.arrive()
    sign_in(moderator, "moderator", "/admin/comments/comment/")
    approve(moderator, "Kim")
    other = either_visitors.arrive()
    other.goto(article.desk_path)
    other.get_by_role("link", name="Reply to Kim").click()
    write(other, name="Ada", email="ada@reader.example", body="Eight are better.")
    approve(moderator, "Ada")

    assert subjects()[1:] == [
        "Your comment on “Sleeping better” is published",
        "An answer to your comment on “Sleeping better”",
    ]
    answer = letters_to()[-1]
    reader.goto(path_in(answer.body, "unsubscribe"))
    reader.get_by_role("button", name="No more mail at all").click()
    expect(reader.locator("h1")).to_contain_text("sends you no more mail")
