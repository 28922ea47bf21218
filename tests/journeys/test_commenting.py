"""A reader comments, a moderator decides in the admin, the reader sees what became of it."""

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment, State
from tests.builders import articles, comments, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def write(reader: Page, **fields: str) -> None:
    """Fill in the form that stands on the page and send it."""
    form = reader.locator("#leave-a-comment form")
    for name, text in fields.items():
        form.locator(f"[name={name}]").fill(text)
    form.get_by_role("button", name="Post comment").click()


@pytest.mark.row("CP1")
@pytest.mark.row("CM8")
@pytest.mark.row("R9")
def test_a_comment_is_held_approved_in_the_list_and_seen(either_visitors: Visitors) -> None:
    article = articles.live()
    people.moderator()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    write(reader, name="Kim", email="kim@reader.example", body="Seven hours suit me.")
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")
    status_page = reader.url
    reader.get_by_role("link", name="Back to").click()
    expect(reader.locator("#comments")).not_to_contain_text("Seven hours suit me.")

    moderator = either_visitors.arrive()
    sign_in(moderator, "moderator", "/admin/comments/comment/")
    row = moderator.locator("#result_list tbody tr").filter(has_text="Seven hours suit me.")
    row.locator("input[type=checkbox]").check()
    moderator.locator("select[name=action]").select_option(label="Approve")
    moderator.get_by_role("button", name="Go").click()
    expect(moderator.locator(".messagelist")).to_contain_text("1 done")

    reader.goto(status_page)
    expect(reader.locator("h1")).to_contain_text("is published")
    reader.get_by_role("link", name="See it in the discussion").click()
    expect(reader.locator("#comments")).to_contain_text("Seven hours suit me.")
    assert reader.context.cookies() == []


@pytest.mark.sqlite
@pytest.mark.row("CP5")
@pytest.mark.row("CM8")
@pytest.mark.row("R9")
def test_an_answer_is_approved_on_its_own_page_and_stands_below_its_comment(
    either_visitors: Visitors,
) -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    people.moderator()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    reader.get_by_role("link", name="Reply to Ada").click()
    expect(reader.get_by_role("heading", name="Reply to Ada")).to_be_visible()
    write(reader, name="Ben", email="ben@reader.example", body="I agree with you.")
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")

    moderator = either_visitors.arrive()
    sign_in(moderator, "moderator", "/admin/comments/comment/")
    moderator.get_by_role("link", name="Ben").click()
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.locator(".messagelist")).to_contain_text("Done: Approve")

    reader.goto(article.desk_path)
    below = reader.locator(f"#{first.anchor} ol > li")
    expect(below).to_contain_text("I agree with you.")
    expect(below.get_by_role("link", name="Reply to Ben")).to_be_visible()


@pytest.mark.sqlite
@pytest.mark.row("CP2")
@pytest.mark.row("X3")
def test_mistakes_are_put_right_without_losing_a_word(either_visitors: Visitors) -> None:
    article = articles.live()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    write(reader, name="Kim", email="kim at reader", body="First line.\n\nSecond & <last> line.")
    summary = reader.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(reader).to_have_title("Please check your comment: Sleeping better · Masthead Health")
    expect(reader.locator("[name=body]")).to_have_value("First line.\n\nSecond & <last> line.")
    summary.get_by_role("link", name="E-mail").click()
    expect(reader.locator("[name=email]")).to_be_focused()
    write(reader, email="kim@reader.example")
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")
    comment = Comment.objects.get()
    assert (comment.state, comment.body) == (State.PENDING, "First line.\n\nSecond & <last> line.")


@pytest.mark.sqlite
@pytest.mark.row("CP4")
@pytest.mark.row("CP7")
@pytest.mark.row("CP18")
@pytest.mark.row("X3")
def test_a_comment_is_put_right_previewed_sent_changed_and_withdrawn(
    either_visitors: Visitors,
) -> None:
    article = articles.live()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    write(reader, email="kim@reader.example", body="I sleep\n\n> seven hours")
    expect(reader.locator(".error-summary")).to_be_focused()
    form = reader.locator("#leave-a-comment form")
    form.get_by_label("Name").fill("Kim")
    form.get_by_role("button", name="Preview").click()
    preview = reader.get_by_role("region", name="Preview")
    expect(preview).to_be_focused()
    expect(preview.locator("blockquote")).to_have_text("seven hours")
    write(reader)
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")

    reader.get_by_role("textbox", name="Comment").fill("I sleep eight hours")
    reader.get_by_role("button", name="Save the change").click()
    expect(reader.locator(".page-header")).to_contain_text("Your change is saved")
    expect(reader.locator(".comment-text")).to_have_text("I sleep eight hours")
    expect(reader.locator(".comment-edited")).to_be_visible()
    reader.get_by_text("I want my comment to go").click()
    reader.get_by_role("button", name="Withdraw my comment").click()
    expect(reader.locator("h1")).to_have_text("You have withdrawn your comment")
    expect(reader.get_by_role("textbox", name="Comment")).to_have_count(0)


@pytest.mark.sqlite
@pytest.mark.row("CP6")
@pytest.mark.row("CP10")
def test_a_draft_survives_until_it_is_sent(visitors: Visitors) -> None:
    article = articles.live()
    reader = visitors.arrive()
    reader.goto(article.desk_path)
    text, length = reader.locator("[name=body]"), reader.locator("count-left")
    reader.locator("[name=name]").fill("Kim")
    reader.locator("[name=email]").fill("kim@reader.example")
    text.fill("Words I do not want to lose.")
    expect(length).to_have_text("28 / 5,000")
    reader.goto(article.desk_path)
    expect(text).to_have_value("Words I do not want to lose.")
    expect(length).to_have_text("28 / 5,000")
    expect(reader.locator("[name=name]")).to_have_value("Kim")
    expect(reader.locator("[name=email]")).to_have_value("")
    write(reader, email="kim@reader.example")
    expect(reader.locator("h1")).to_contain_text("waits for a moderator")
    reader.goto(article.desk_path)
    expect(length).to_have_text("0 / 5,000")
    expect(text).to_have_value("")


@pytest.mark.row("CP3")
def test_going_back_and_sending_again_makes_no_second_comment(either_visitors: Visitors) -> None:
    article = articles.live()
    reader = either_visitors.arrive()
    for _ in range(2):
        reader.goto(article.desk_path)
        write(reader, name="Kim", email="kim@reader.example", body="Once is enough.")
        expect(reader.locator("h1")).to_contain_text("waits for a moderator")
    assert Comment.objects.count() == 1


@pytest.mark.sqlite
@pytest.mark.row("CP1")
def test_a_moderator_comments_under_the_name_of_the_account(either_visitors: Visitors) -> None:
    article = articles.live()
    people.moderator()
    moderator = either_visitors.arrive()
    sign_in(moderator, "moderator", article.desk_path)
    expect(moderator.locator("[name=name]")).to_be_disabled()
    write(moderator, body="We will look into it.")
    moderator.get_by_role("link", name="See it in the discussion").click()
    shown = moderator.locator("#comments li").filter(has_text="We will look into it.")
    expect(shown.locator("h3")).to_have_text("moderator")
    expect(shown.locator(".comment-badge")).to_have_text("Editors")
