"""Taking passages out of a comment: what readers see of it, and what stays."""

import pytest

from comments import editing, moderation, redacting
from comments.errors import NotPermitted, WrongState
from comments.models import Comment, Lesson, Token
from comments.screening.lessons import LESSONS
from tests.builders import HOUR, NOW, articles, comments, people
from tests.comments.posting_form import signed_in
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM14")]

BODY = "Call 020 7946 0000 or see https://a.example now. 020 7946 0000!"
MARK = "[removed by the editors]"


def test_passages_are_replaced_wherever_they_stand() -> None:
    article = articles.live()
    comment = comments.published(article, body=BODY)
    moderator = people.moderator("mo")
    passages = ["020 7946 0000", "https://a.example"]
    edit = redacting.redact(comment, passages, by=moderator, now=NOW + HOUR)
    comment.refresh_from_db()
    assert comment.body == f"Call {MARK} or see {MARK} now. {MARK}!"
    assert comment.redacted_at == NOW + HOUR
    assert list(comment.hosts.all()) == []
    assert (edit.body, edit.redacts, edit.by, edit.by_name) == (comment.body, True, moderator, "mo")
    page = signed_in(moderator).get(article.desk_path).content.decode()
    assert "7946" not in page
    assert MARK in page


def test_earlier_texts_and_reasons_lose_the_passages_too() -> None:
    comment = comments.pending(articles.live(), body=f"Mail ann@ward.example. {BODY}")
    editing.edit(comment, f"Mail ann@ward.example! {BODY}", now=NOW)
    redacting.redact(
        comment, ["020 7946 0000", "Mail ann@ward.example!"], by=people.moderator(), now=NOW
    )
    comment.refresh_from_db()
    kept = [*comment.edits.values_list("body", flat=True), str(comment.reasons)]
    assert not any("7946" in each for each in kept)
    assert "ann@ward.example" not in str(comment.reasons)
    assert comment.reasons


def test_what_the_classifier_learned_from_the_passages_is_unlearned() -> None:
    article = articles.live()
    comment = comments.published(article, body="Ask Anselm about sleep.")
    comments.published(article, body="Sleep, said Bertha.")
    lessons = Token.objects.get(word=LESSONS).good
    redacting.redact(comment, ["Anselm about sleep"], by=people.moderator(), now=NOW)
    counts = dict(Token.objects.values_list("word", "good"))
    assert "anselm" not in counts
    assert (counts["ask"], counts["sleep"], counts[LESSONS]) == (1, 1, lessons)
    assert "anselm" not in Lesson.objects.get(comment=comment).words


@pytest.mark.parametrize("passages", [[], [" "], ["not there"], ["now", "not there"]])
def test_what_does_not_stand_there_is_not_taken_out(passages: list[str]) -> None:
    comment = comments.pending(articles.live(), body=BODY)
    with pytest.raises(WrongState):
        redacting.redact(comment, passages, by=people.moderator(), now=NOW)
    comment.refresh_from_db()
    assert (comment.body, comment.redacted_at, comment.edits.count()) == (BODY, None, 0)


def test_passages_that_stand_in_each_other_or_in_the_mark_leave_one_mark() -> None:
    comment = comments.pending(articles.live(), body="He said: removed by the night nurse.")
    passages = ["the", "removed by the night", "e"]
    redacting.redact(comment, passages, by=people.moderator(), now=NOW)
    comment.refresh_from_db()
    assert comment.body == f"H{MARK} said: {MARK} nurs{MARK}."


def test_a_comment_does_not_grow_beyond_its_limit() -> None:
    comment = comments.pending(articles.live(), body="a " * 2_000)
    with pytest.raises(WrongState, match="too long"):
        redacting.redact(comment, ["a"], by=people.moderator(), now=NOW)


@pytest.mark.parametrize("role", ["writer", "editor", "reviewer"])
def test_only_moderators_take_passages_out(role: str) -> None:
    comment = comments.pending(articles.live(), body=BODY)
    with pytest.raises(NotPermitted):
        redacting.redact(comment, ["now"], by=getattr(people, role)(), now=NOW)


@pytest.mark.parametrize("decide", [moderation.approve, moderation.mark_spam])
def test_a_redacted_comment_is_decided_about_like_any_other(decide) -> None:
    comment = comments.pending(articles.live(), body=BODY)
    moderator = people.moderator()
    redacting.redact(comment, ["020 7946 0000"], by=moderator, now=NOW)
    decide(comment, by=moderator, now=NOW)
    moderation.undo(comment, by=moderator, now=NOW)
    assert MARK in Comment.objects.get().body


def test_the_page_offers_what_was_matched_and_takes_out_what_was_chosen() -> None:
    comment = comments.pending(articles.live(), body=BODY)
    client = signed_in(people.moderator())
    address = f"/admin/comments/comment/{comment.pk}/redact/"
    assert "020 7946 0000" in read(client.get(address)).one("textarea").source
    refused = client.post(address, {"passages": "not there"})
    assert refused.status_code == 422
    assert "does not stand in the comment" in read(refused).text
    done = client.post(address, {"passages": "020 7946 0000\r\n\r\nnow"}, follow=True)
    assert "took passages out" in read(done).text
    comment.refresh_from_db()
    assert comment.body == f"Call {MARK} or see https://a.example {MARK}. {MARK}!"


@pytest.mark.parametrize("passages", ["", "\0", "\u202e", "x" * 100_000, "\ud83d\ude00 " * 99])
def test_whatever_is_sent_is_answered(passages: str) -> None:
    comment = comments.pending(articles.live(), body=BODY)
    client = signed_in(people.moderator())
    sent = passages.encode("utf-16", "surrogatepass").decode("utf-16")
    answer = client.post(f"/admin/comments/comment/{comment.pk}/redact/", {"passages": sent})
    assert answer.status_code in {400, 422}
    comment.refresh_from_db()
    assert comment.body == BODY
