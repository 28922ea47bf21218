"""Filling in the form below an article: the answers, and what is said about mistakes."""

import pytest
import time_machine
from django.test import Client

from comments.models import Comment, State
from comments.status import status_path
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.comments.posting_form import WORDS, send
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db


def summary_of(response) -> Element:
    return page(response).one(class_="error-summary")


@pytest.mark.row("CP1")
@pytest.mark.row("X3")
def test_a_guest_finds_a_labelled_form() -> None:
    article = articles.live()
    form = page(Client().get(article.desk_path)).one("section", id="leave-a-comment")
    assert form.one("h2").text == "Leave a Comment"
    labels = {label["for"]: label.text for label in form.all("label")}
    for name, autocomplete in {"name": "name", "email": "email", "website": "url"}.items():
        control = form.one("input", name=name)
        assert labels[control["id"]]
        assert control["autocomplete"] == autocomplete
    assert labels[form.one("textarea", name="body")["id"]] == "Comment"
    help_text = form.one(id=form.one("input", name="email")["aria-describedby"])
    assert help_text.text == "Never shown."


@pytest.mark.row("CP1")
@pytest.mark.usefixtures("publish_at_once")
def test_a_published_comment_is_answered_with_the_way_to_it() -> None:
    article = articles.live()
    response = send(article, website="example.org", body="Seven hours suit me.")
    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (303, status_path(comment))
    assert (comment.state, comment.author_website) == (State.PUBLISHED, "https://example.org")
    client = Client()
    status = page(client.get(response["Location"]))
    assert status.one(class_="page-header")["role"] == "status"
    assert status.one("h1").text == "Your comment is published"
    moved = client.get(status.one(class_="way-back").one("a")["href"])
    assert moved["Location"] == f"{article.desk_path}#comment-{comment.pk}"
    shown = page(client.get(article.desk_path)).one("li", id=f"comment-{comment.pk}")
    assert shown.one("h3").text == "Kim"
    assert shown.one(class_="comment-text").one("p").text == "Seven hours suit me."


def test_a_held_comment_is_answered_with_its_private_page() -> None:
    article = articles.live()
    response = send(article, body="Seven hours suit me.")
    comment = Comment.objects.get()
    assert comment.state == State.PENDING
    assert (response.status_code, response["Location"]) == (303, status_path(comment))
    status = page(Client().get(response["Location"]))
    assert "waits for a moderator" in status.one("h1").text
    assert status.one(class_="comment-text").text == "Seven hours suit me."
    assert page(Client().get(article.desk_path)).all("li", id=f"comment-{comment.pk}") == []
    assert Client().get(comment.get_absolute_url()).status_code == 404


@pytest.mark.row("CP2")
def test_what_is_wrong_is_said_at_the_field_and_every_word_is_kept() -> None:
    article = articles.live()
    sent = {
        "name": "",
        "email": "kim at reader",
        "website": "not a site",
        "body": "  First line\n\n> a quote & <b>tags</b> é",
    }
    response = send(article, **sent)
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    assert response["Cache-Control"] == "no-store"
    whole = page(response)
    assert whole.one("title").text.startswith("Please check your comment")
    assert whole.one("h1").text == article.title
    for name in ("name", "email", "website"):
        assert (whole.one("input", name=name)["value"] or "") == sent[name]
    assert whole.one("textarea", name="body").source == "\n" + sent["body"]


@pytest.mark.row("CP2")
@pytest.mark.row("X3")
def test_the_error_summary_takes_the_focus_and_leads_to_the_fields() -> None:
    article = articles.live()
    whole = page(send(article, name="", email="nobody", body=""))
    summary = whole.one(class_="error-summary")
    assert (summary["role"], summary["tabindex"], summary["autofocus"]) == ("alert", "-1", "")
    assert whole.one(id=summary["aria-labelledby"]).text == "There is a problem"
    leads_to = [link["href"].removeprefix("#") for link in summary.all("a")]
    assert leads_to == ["id_name", "id_email", "id_body"]
    for control in (whole.one(id=each) for each in leads_to):
        assert control["aria-invalid"] == "true"
        described_by = [whole.one(id=each) for each in control["aria-describedby"].split()]
        assert any(each.all(class_="field-error") for each in described_by)


@pytest.mark.row("CP2")
def test_the_form_is_sent_to_an_address_without_a_fragment() -> None:
    """Browsers do not give the focus to the error summary where an address names a place."""
    article = articles.live()
    form = page(send(article, name="")).one("section", id="leave-a-comment").one("form")
    assert (form["action"], form["method"]) == (f"{article.desk_path}comments/", "post")


@pytest.mark.row("CP10")
@pytest.mark.usefixtures("publish_at_once")
@pytest.mark.parametrize("text", ["x" * 5000, "line\r\n" * 999 + "last."], ids=["long", "lines"])
def test_five_thousand_characters_are_taken_as_browsers_count_them(text: str) -> None:
    article = articles.live()
    assert send(article, body=text).status_code == 303
    assert len(Comment.objects.get().body) == 5000


@pytest.mark.row("CP10")
def test_one_character_more_is_refused_and_kept() -> None:
    article = articles.live()
    response = send(article, body="x" * 5001)
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    assert len(page(response).one("textarea", name="body").text) == 5001
    assert "5000" in summary_of(response).text


@pytest.mark.row("CP3")
@pytest.mark.parametrize("minutes", [0, 9, 10])
def test_the_same_comment_within_ten_minutes_gets_the_first_answer(minutes: int) -> None:
    article = articles.live()
    with time_machine.travel(NOW, tick=False):
        first = send(article, body="Twice, by  accident.")
    with time_machine.travel(NOW + minutes * MINUTE, tick=False):
        again = send(article, email="KIM@reader.example", body="Twice, by accident. ")
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    assert Comment.objects.count() == 1


@pytest.mark.row("CP3")
def test_a_retry_is_told_what_became_of_the_comment_meanwhile() -> None:
    article = articles.live()
    with time_machine.travel(NOW, tick=False):
        send(article)
        comment = Comment.objects.get()
        comments.moderation.approve(comment, by=people.moderator(), now=NOW)
        again = Client().get(send(article)["Location"])
    assert page(again).one("h1").text == "Your comment is published"


@pytest.mark.row("CP3")
@pytest.mark.row("CP4")
def test_who_repeats_the_words_of_somebody_else_does_not_get_the_key_to_them() -> None:
    article = articles.live()
    send(article)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    response = send(article, client=elsewhere)
    assert (response.status_code, Comment.objects.count()) == (409, 1)
    assert status_path(Comment.objects.get()) not in response.content.decode()


@pytest.mark.row("CP3")
@pytest.mark.row("CM5")
def test_the_same_comment_later_is_refused_as_a_duplicate() -> None:
    article = articles.live()
    comments.pending(article, email=WORDS["email"], body=WORDS["body"])
    with time_machine.travel(NOW + 10 * MINUTE + MINUTE / 60, tick=False):
        response = send(article)
    assert (response.status_code, Comment.objects.count()) == (409, 1)
    assert "already posted" in summary_of(response).text
    assert page(response).one("textarea", name="body").text == WORDS["body"]


@pytest.mark.row("CP3")
@pytest.mark.parametrize("other", ["email", "body", "parent", "article"])
def test_a_comment_that_differs_in_one_thing_is_another_comment(other: str) -> None:
    article = articles.live()
    answered = comments.published(article)
    with time_machine.travel(NOW, tick=False):
        first = send(article)
        place = articles.live(title="Naps") if other == "article" else article
        changes = {
            "email": {"email": "lee@reader.example"},
            "body": {"body": "It did not help me."},
            "parent": {"parent": str(answered.pk)},
            "article": {},
        }
        second = send(place, **changes[other])
    assert second.status_code == 303
    assert second["Location"] != first["Location"]


def test_what_a_moderator_removed_may_be_posted_again() -> None:
    article = articles.live()
    comments.removed(article, email=WORDS["email"], body=WORDS["body"])
    assert send(article).status_code == 303
    assert Comment.objects.count() == 2


def test_get_is_not_a_way_to_post() -> None:
    article = articles.live()
    response = Client().get(f"{article.desk_path}comments/", WORDS)
    assert (response.status_code, response.url) == (302, f"{article.desk_path}#leave-a-comment")
    assert Client().put(f"{article.desk_path}comments/").status_code == 405
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("stage", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_what_readers_cannot_see_takes_no_comments(stage: str) -> None:
    hidden = getattr(articles, stage)()
    with time_machine.travel(NOW + MINUTE if stage == "scheduled" else NOW + 2 * 1440 * MINUTE):
        assert send(hidden).status_code == 404
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("address", ["/articles/nowhere/comments/", "/faq/nap/comments/"])
def test_an_address_without_an_article_takes_no_comments(address: str) -> None:
    assert Client().post(address, WORDS).status_code == 404
