"""A moderator clears a queue of mixed comments with the keyboard alone."""

from itertools import cycle, islice

import pytest
from playwright.sync_api import Page, expect

from comments import moderation
from comments.models import Comment, Decision, RejectionReason, State
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

QUEUE = "/admin/comments/comment/"
# What a moderator presses for each sort of comment, and what becomes of it.
KEYS = {
    "Helpful": ("a", State.PUBLISHED),
    "Rude": ("r2", State.REJECTED),
    "Cheap pills": ("s", State.SPAM),
}
SORTS = list(islice(cycle(KEYS), 100))
ON_A_PAGE = 50


def arrives_at(page: Page, name: str) -> None:
    """The list is there whose first comment is by `name`, and listens to keys."""
    expect(page.locator(".queue-card h2").first).to_have_text(name)
    expect(page.get_by_role("button", name="Keys")).to_be_visible()


def has_focus_on(page: Page, name: str) -> None:
    expect(page.locator(".queue-card:focus h2")).to_have_text(name)


@pytest.mark.row("CM9")
@pytest.mark.row("CM8")
def test_a_hundred_comments_are_cleared_with_the_keyboard_alone(visitors: Visitors) -> None:
    article = articles.live()
    mo = people.moderator()
    for number, sort in enumerate(SORTS):
        # The list begins with the newest.
        comments.pending(article, name=f"{sort} {number}", now=NOW - number * MINUTE)
    page = visitors.arrive()
    sign_in(page, "moderator", QUEUE)
    toast = page.locator(".queue-toast")
    arrives_at(page, "Helpful 0")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")

    page.keyboard.press("z")
    expect(toast).to_contain_text("left to undo")
    page.keyboard.press("j")
    has_focus_on(page, "Helpful 0")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator(".action-select:checked")).to_have_count(1)
    page.keyboard.press("s")
    has_focus_on(page, "Rude 1")
    expect(toast).to_contain_text("The comment of Helpful 0 is “Spam” now.")
    page.keyboard.press("z")
    has_focus_on(page, "Helpful 0")
    expect(toast).to_contain_text("The comment of Helpful 0 is “Pending” now.")

    # Somebody else is quicker with the second one.
    second = Comment.objects.get(author_name="Rude 1")
    moderation.reject(second, by=mo, now=NOW, reason=RejectionReason.ABUSE)
    for number, sort in enumerate(SORTS):
        if number == ON_A_PAGE:
            # What was decided last is still on its way.
            page.keyboard.press("Enter")
            arrives_at(page, f"{sort} {number}")
            page.keyboard.press("j")
        has_focus_on(page, f"{sort} {number}")
        for key in KEYS[sort][0]:
            page.keyboard.press(key)
        if number == 1:
            expect(toast).to_contain_text("moderator has decided meanwhile")
    expect(page.get_by_role("link", name="Show what still waits")).to_be_focused()
    expect(toast).to_contain_text(f"The comment of {SORTS[-1]} {len(SORTS) - 1} is")
    page.keyboard.press("Enter")
    expect(page.locator(".paginator")).to_contain_text("0 comments")
    found = Comment.objects.values_list("author_name", "state")
    wrong = [(name, state) for name, state in found if KEYS[name.rsplit(" ", 1)[0]][1] != state]
    assert wrong == []
    reasons = Decision.objects.filter(to_state=State.REJECTED).values_list("reason", flat=True)
    assert set(reasons) == {RejectionReason.ABUSE}
