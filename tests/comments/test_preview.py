"""Seeing a comment before it is sent."""

import pytest

from comments.models import Comment
from tests.builders import articles, people
from tests.comments.posting_form import WORDS, send, signed_in
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP18")]

TYPED = "One\ntwo\n\n> said https://example.org/a_(b).\n\n<b>not bold</b> &amp; more"


def test_it_looks_as_it_will_and_nothing_is_stored() -> None:
    response = send(articles.live(), body=TYPED, preview="")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    whole = page(response)
    assert whole.one("title").text.startswith("Preview of your comment: ")
    preview = whole.one("section", class_="preview")
    assert (preview["tabindex"], preview["autofocus"]) == ("-1", "")
    assert preview.one(class_="comment-author").text == "Kim"
    text = preview.one(class_="comment-text")
    assert [each.text for each in text.children("p")] == ["One two", "<b>not bold</b> &amp; more"]
    assert text.one("blockquote").links() == ["https://example.org/a_(b)"]
    assert whole.one("textarea", name="body").source == "\n" + TYPED
    assert not Comment.objects.exists()


def test_it_is_shown_beside_what_is_still_missing() -> None:
    response = send(articles.live(), name="", preview="")
    whole = page(response)
    assert response.status_code == 422
    assert whole.one(class_="error-summary")["autofocus"] == ""
    preview = whole.one("section", class_="preview")
    assert preview["autofocus"] is None
    assert preview.one(class_="comment-author").text == "Your name"
    assert preview.one(class_="comment-text").text == WORDS["body"]


def test_a_comment_of_the_staff_has_its_badge() -> None:
    response = send(articles.live(), client=signed_in(people.editor()), preview="")
    assert page(response).one("section", class_="preview").one(class_="comment-badge")
