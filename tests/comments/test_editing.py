"""A writer changes a comment, or takes it back, from its private page."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from comments import bans, confirming, editing, moderation, redacting, trust
from comments.errors import Banned, DiscussionClosed, TooLateToEdit, WrongState
from comments.models import Comment, Decision, Discussion, Edit, Mode, State
from comments.seen import mark_of_text
from comments.status import status_path
from tests.builders import DAY, MINUTE, NOW, articles, comments, people
from tests.comments.posting_form import OWN_PAGE
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publish_at_once")]

SOON = NOW + 5 * MINUTE


def press(comment: Comment, door: str, **fields: str) -> Any:
    """Send one of the forms of the private page."""
    return Client().post(f"{status_path(comment)}{door}/", fields, headers=OWN_PAGE)


def state_of(comment: Comment) -> State:
    return State(Comment.objects.get(pk=comment.pk).state)


def counters() -> tuple[int, int]:
    discussion = Discussion.objects.get()
    return discussion.published_count, discussion.pending_count


@pytest.mark.row("CP7")
def test_another_text_takes_the_place_of_the_first_which_is_kept() -> None:
    article = articles.live()
    comment = comments.posted(article, body="See https://one.example/ for it.")
    with time_machine.travel(SOON):
        response = press(comment, "edit", body="See\n\n> nothing & <b>no</b> one")
        answer = page(Client().get(response["Location"]))
        shown = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    assert (response.status_code, response["Location"]) == (303, f"{status_path(comment)}?saved")
    assert "Your change is saved." in answer.one(role="status").text
    assert shown.one("blockquote").text == "nothing & <b>no</b> one"
    assert shown.one("header").text.endswith("edited")
    changed = Comment.objects.get()
    assert (changed.state, list(changed.hosts.all())) == (State.PUBLISHED, [])
    kept = Edit.objects.get()
    assert (kept.body, kept.by_name) == ("See https://one.example/ for it.", "Kim")


@pytest.mark.row("CP7")
def test_a_change_passes_all_checks_again_and_may_wait_for_them() -> None:
    article = articles.live()
    comment = comments.posted(article)
    editing.edit(comment, "https://a.example/ https://b.example/ https://c.example/", now=SOON)
    held = Comment.objects.get()
    assert (held.state, held.reasons[0]["clue"]) == (State.PENDING, "links")
    assert counters() == (0, 1)
    assert "a.example" not in Client().get(article.desk_path).content.decode()
    editing.edit(held, "Without any of them.", now=SOON)
    assert (state_of(comment), counters()) == (State.PUBLISHED, (1, 0))
    assert Comment.objects.get().reasons == []


@pytest.mark.row("CP7")
def test_who_has_the_page_of_a_comment_confirmed_by_mail_does_not_prove_another_text(
    settings: Settings,
) -> None:
    settings.COMMENTS_MODERATION, settings.COMMENTS_TRUST_AFTER = "first", 1
    article = articles.live()
    comments.published(article, proved="kim@reader.example")
    trust.reckon("kim@reader.example", now=NOW)
    of_device = comments.posted(article, proved="kim@reader.example")
    by_mail = comments.posted(article)
    confirming.confirm(by_mail.author_email, own=[by_mail.pk], now=NOW + MINUTE)
    for comment, after in ((of_device, State.PUBLISHED), (by_mail, State.PENDING)):
        comment.refresh_from_db()
        assert comment.state == State.PUBLISHED
        editing.edit(comment, f"Other words, {comment.pk}.", now=SOON)
        assert state_of(comment) == after


@pytest.mark.row("CP7")
def test_no_text_makes_good_what_was_wrong_with_the_form() -> None:
    comment = comments.posted(articles.live(), trap="a machine")
    before = state_of(comment)
    editing.edit(comment, "Other words of the same machine.", now=SOON)
    assert state_of(comment) == before


@pytest.mark.row("CP7")
def test_what_a_moderator_approved_waits_again_where_every_comment_does(
    settings: Settings,
) -> None:
    settings.COMMENTS_MODERATION = "all"
    comment = comments.published(articles.live())
    editing.edit(comment, "What nobody has read.", now=SOON)
    assert (state_of(comment), counters()) == (State.PENDING, (0, 1))


@pytest.mark.row("CP7")
def test_it_is_too_late_after_fifteen_minutes() -> None:
    comment = comments.posted(articles.live())
    editing.edit(comment, "In time.", now=NOW + 15 * MINUTE)
    with pytest.raises(TooLateToEdit):
        editing.edit(comment, "Too late.", now=NOW + 15 * MINUTE + MINUTE / 60)
    with time_machine.travel(NOW + 16 * MINUTE):
        assert page(Client().get(status_path(comment))).all("textarea") == []


@pytest.mark.row("CP7")
def test_it_is_too_late_once_somebody_has_answered() -> None:
    article = articles.live()
    comment = comments.posted(article)
    answer = comments.posted(article, parent=comment, email="lee@reader.example")
    with time_machine.travel(SOON):
        response = press(comment, "edit", body="Words I do not want to lose.")
    whole = page(response)
    assert response.status_code == 409
    assert "somebody answers" in whole.one(class_="error-summary").text
    assert whole.one("textarea").text == "Words I do not want to lose."
    assert not Edit.objects.exists()
    moderation.mark_spam(answer, by=people.moderator(), now=SOON)
    editing.edit(comment, "An advertisement is no answer.", now=SOON)


@pytest.mark.row("CP7")
@pytest.mark.row("CM14")
def test_a_passage_that_was_taken_out_is_not_brought_back() -> None:
    comment = comments.posted(articles.live(), body="My number is 020 7946 0000.")
    opened_before = Comment.objects.select_related("discussion").get()
    redacting.redact(comment, ["020 7946 0000"], by=people.moderator(), now=SOON)
    with pytest.raises(TooLateToEdit, match="took passages out"):
        editing.edit(opened_before, "Once more: 020 7946 0000.", now=SOON)
    assert "7946" not in Comment.objects.get().body
    with time_machine.travel(SOON):
        assert page(Client().get(status_path(comment))).all("textarea") == []


@pytest.mark.row("CP7")
def test_nobody_changes_a_text_without_end() -> None:
    comment = comments.posted(articles.live())
    for number in range(editing.MOST_EDITS):
        comment = editing.edit(comment, f"Number {number}", now=SOON)
    with pytest.raises(TooLateToEdit):
        editing.edit(comment, "Once more", now=SOON)
    assert Edit.objects.count() == editing.MOST_EDITS


def test_the_same_text_is_no_change() -> None:
    comment = comments.posted(articles.live(), body="As it is.")
    assert editing.edit(comment, "As it is.", now=SOON).edited_at is None
    assert not Edit.objects.exists()


@pytest.mark.row("CP7")
def test_a_form_of_before_another_change_writes_over_nothing() -> None:
    comment = comments.posted(articles.live(), body="First.")
    with time_machine.travel(SOON):
        seen = page(Client().get(status_path(comment))).one("input", name="seen")["value"]
        press(comment, "edit", body="Of one tab.", seen=seen)
        response = press(comment, "edit", body="Of the other tab.", seen=seen)
        whole = page(response)
        assert (response.status_code, Comment.objects.get().body) == (409, "Of one tab.")
        assert "another tab" in whole.one(class_="error-summary").text
        assert whole.one(class_="comment-text").text == "Of one tab."
        assert whole.one("textarea").text == "Of the other tab."
        seen = whole.one("input", name="seen")["value"]
        assert press(comment, "edit", body="Of the other tab.", seen=seen).status_code == 303
    assert Comment.objects.get().body == "Of the other tab."


def test_a_change_that_was_sent_twice_is_made_once() -> None:
    comment = comments.posted(articles.live(), body="First.")
    for _press in range(2):
        editing.edit(comment, "Second.", seen=mark_of_text("First."), now=SOON)
    assert (Comment.objects.get().body, Edit.objects.count()) == ("Second.", 1)


@pytest.mark.row("CP7")
@pytest.mark.parametrize("state", ["rejected", "spam", "removed"])
def test_what_a_moderator_took_away_is_neither_changed_nor_withdrawn(state: str) -> None:
    comment = getattr(comments, state)(articles.live())
    with pytest.raises(TooLateToEdit):
        editing.edit(comment, "Other words.", now=SOON)
    with pytest.raises(WrongState):
        editing.withdraw(comment, now=SOON)
    with time_machine.travel(SOON):
        assert page(Client().get(status_path(comment))).all("form", method="post") == []


@pytest.mark.row("CP7")
def test_a_closed_discussion_takes_no_changes() -> None:
    comment = comments.posted(articles.live())
    moderation.set_mode(
        comment.discussion, Mode.READ_ONLY, closes_at=None, by=people.moderator(), now=NOW
    )
    with pytest.raises(DiscussionClosed):
        editing.edit(Comment.objects.get(), "Other words.", now=SOON)


@pytest.mark.row("CP7")
@pytest.mark.row("CM9")
@pytest.mark.parametrize("sort", ["address", "network"])
def test_the_banned_change_nothing(sort: str) -> None:
    comment = comments.posted(articles.live(), network="n" * 32)
    value = bans.value_in(comment, sort)
    bans.ban(sort, value, reason="Ads", ends_at=None, by=people.moderator(), now=NOW)
    with pytest.raises(Banned):
        editing.edit(comment, "Other words.", network="n" * 32, now=SOON)
    with pytest.raises(Banned):
        editing.withdraw(comment, network="n" * 32, now=SOON)
    assert state_of(comment) == State.PUBLISHED


@pytest.mark.row("CP7")
def test_a_retry_of_the_first_text_is_answered_as_before() -> None:
    article = articles.live()
    comment = comments.posted(article, body="The first words.")
    editing.edit(comment, "Better words.", now=NOW + MINUTE)
    again = comments.posted(article, body="The first words.", now=NOW + 2 * MINUTE)
    assert again.pk == comment.pk


@pytest.mark.row("CP4")
@pytest.mark.row("CP8")
def test_a_withdrawn_comment_leaves_a_placeholder_only_below_answers() -> None:
    article = articles.live()
    comment, leaf = comments.posted(article, body="Mine."), comments.posted(article, body="Leaf.")
    answer = comments.posted(article, parent=comment, email="lee@reader.example")
    for each in (comment, leaf):
        response = press(each, "withdraw")
        assert (response.status_code, response["Location"]) == (303, f"{status_path(each)}?saved")
    thread = page(Client().get(article.desk_path)).one("section", id="comments")
    assert thread.one("li", id=comment.anchor).one(class_="comment-removed")
    assert thread.one("li", id=answer.anchor)
    assert thread.all("li", id=leaf.anchor) == []
    status = page(Client().get(status_path(comment)))
    assert status.one("h1").text == "You have withdrawn your comment"
    assert status.all("form", method="post") == []
    assert counters() == (1, 0)


@pytest.mark.row("CP4")
def test_nobody_brings_back_what_its_writer_took_away() -> None:
    comment = comments.posted(articles.live())
    editing.withdraw(comment, now=SOON)
    decision = Decision.objects.latest("pk")
    assert (decision.to_state, decision.by, decision.by_name) == ("removed", None, "Kim")
    for verb in (moderation.approve, moderation.undo):
        with pytest.raises(WrongState, match="took this comment back"):
            verb(comment, by=people.moderator(), now=SOON + DAY)
    assert state_of(comment) == State.REMOVED


@pytest.mark.row("CP4")
@pytest.mark.parametrize("door", ["edit", "withdraw"])
def test_looking_changes_nothing(door: str) -> None:
    comment = comments.posted(articles.live())
    response = Client().get(f"{status_path(comment)}{door}/", {"body": "Other words."})
    assert (response.status_code, response["Location"]) == (302, status_path(comment))
    assert not Edit.objects.exists()


@pytest.mark.row("CP7")
def test_a_mistake_is_said_at_the_field_and_the_text_kept() -> None:
    comment = comments.posted(articles.live())
    response = press(comment, "edit", body="x" * 5001)
    whole = page(response)
    assert (response.status_code, response["Cache-Control"]) == (422, "no-store")
    assert whole.one("title").text.startswith("Please check your comment")
    assert whole.one(class_="error-summary").one("a")["href"] == "#id_body"
    assert len(whole.one("textarea").text) == 5001
