"""A reader finds the way through a discussion: sorts, votes, reports and answers."""

import pytest
from playwright.sync_api import expect

from comments import pins
from comments.models import Comment, Report
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.journeys.conftest import Visitors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.sqlite
@pytest.mark.row("CP11")
@pytest.mark.row("CP15")
@pytest.mark.row("CM11")
@pytest.mark.row("X2")
def test_a_reader_sorts_votes_reports_and_answers(either_visitors: Visitors) -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    second = comments.published(article, name="Ben", now=NOW + MINUTE)
    pins.pin(first, by=people.moderator(), now=NOW)
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    names = reader.locator(".thread:not(.thread-pinned) h3")
    expect(reader.locator(".thread-pinned")).to_contain_text("Pinned by the editors")
    expect(names).to_have_text(["Ada", "Ben"])
    reader.get_by_role("link", name="Newest first").click()
    expect(names).to_have_text(["Ben", "Ada"])

    helpful = reader.locator(f"#{second.anchor}").get_by_role("button", name="Helpful")
    helpful.click()
    expect(helpful).to_have_text("Helpful 1")
    expect(names).to_have_text(["Ben", "Ada"])

    reader.locator(f"#{first.anchor}").get_by_role("link", name="Report").click()
    reader.get_by_label("It gives advice that could harm.").check()
    reader.get_by_role("button", name="Send to the moderators").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Report.objects.get().comment == first

    reader.goto(f"{article.desk_path}?sort=newest")
    reader.get_by_role("link", name="Reply to Ben").click()
    expect(reader.get_by_role("heading", name="Reply to Ben")).to_be_visible()
    expect(names).to_have_text(["Ben", "Ada"])
    assert Comment.objects.get(pk=second.pk).votes == 1
