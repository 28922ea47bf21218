"""No page of the site breaks the policy that it is sent with, nor stumbles over its own script.

`Visitors` listens to the consoles, where Chromium reports whatever a policy forbids.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from articles.admin.steps import STEPS
from articles.editing import latest_revision
from articles.models import Article
from articles.views.preview import preview_path
from comments.status import status_path
from tests.builders import articles, comments, faqs, images, labels, pages, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.row("O6")]


def whole_article() -> Article:
    """A live article with everything that an article page can show, and a discussion."""
    picture = images.image()
    article = articles.live(
        title="Sleeping better",
        body="<h2>One</h2><p>Text [1].</p><h2>Two</h2><p>Text.</p><h2>Three</h2>"
        f'<figure><img src="/images/{picture.pk}/" alt="A bedroom"></figure>',
        picture=picture,
        tags=[labels.tag("Rest")],
        team=people.team(),
        sources=["Sleep and health"],
        faqs=[faqs.live()],
    )
    first = comments.published(article, website="https://ada.example/", body="> quoted\n\nmine")
    comments.published(article, parent=first)
    return article


def visit(page: Page, addresses: list[str], *, status: int = 200) -> None:
    answers = {address: page.goto(address).status for address in addresses}
    assert set(answers.values()) == {status}, answers


def test_public_pages_keep_to_their_policy(visitors: Visitors) -> None:
    article = whole_article()
    pages.live(title="About us")
    held = comments.pending(article)
    preview = preview_path(latest_revision(article), now=timezone.now())
    addresses = [
        "/", "/articles/", article.desk_path, "/categories/sleep/", "/tags/rest/",
        "/authors/ana-alonso/", "/teams/sleep-team/", "/faq/", "/faq/how-long-should-a-nap-be/",
        "/search/", "/search/?q=sleep", "/about-us/", status_path(held), preview,
    ]  # fmt: skip
    visit(visitors.arrive(), addresses)


@pytest.mark.parametrize("status", [404, 410])
def test_error_pages_keep_to_their_policy(visitors: Visitors, status: int) -> None:
    address = "/nowhere/" if status == 404 else articles.withdrawn().desk_path
    visit(visitors.arrive(), [address], status=status)
    assert [c for c in visitors.complaints if f"a status of {status}" in c] == visitors.complaints
    visitors.complaints.clear()


def test_the_desk_keeps_to_its_policy(visitors: Visitors) -> None:
    article = whole_article()
    held = comments.pending(article)
    people.superuser()
    root = visitors.arrive()
    sign_in(root, "root")
    links = root.locator("#content-main a").all()
    lists_and_forms = sorted({link.get_attribute("href") for link in links})
    assert "/admin/articles/article/add/" in lists_and_forms
    visit(root, lists_and_forms)
    one = "/admin/articles/article/{}/{}/"
    parts = ["change", "history", *(f"steps/{step}" for step in STEPS)]
    visit(root, [one.format(article.pk, part) for part in parts])
    visit(root, [f"/admin/comments/comment/{held.pk}/change/", "/admin/password_change/"])
