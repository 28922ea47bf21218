"""The private page that tells the writer of a comment what became of it."""

import pytest
import time_machine
from django.test import Client

from articles.views.preview import preview_path
from comments import moderation
from comments.models import Comment, RejectionReason
from comments.status import LINK_LASTS, PURPOSE, status_path
from site_config.kit import signed_links
from tests.builders import DAY, NOW, articles, comments, people
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def read(comment: Comment) -> Element:
    return page(Client().get(status_path(comment)))


def path_of(token: str) -> str:
    return f"/comments/status/{token}/"


@pytest.mark.row("CP4")
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "waits for a moderator"),
        ("published", "is published"),
        ("rejected", "was not published"),
        ("spam", "was not published"),
        ("removed", "was removed"),
    ],
)
def test_it_says_what_became_of_the_comment(state: str, words: str) -> None:
    comment = getattr(comments, state)(articles.live(), body="My words.")
    whole = read(comment)
    assert words in whole.one("h1").text
    assert whole.one(class_="comment-text").text == "My words."


@pytest.mark.row("CP4")
def test_it_gives_the_reason_of_a_rejection_and_not_what_screening_found() -> None:
    comment = comments.posted(articles.live(), trap="a machine")
    assert "machine" not in read(comment).text
    moderation.reject(
        comment,
        by=people.moderator("mo"),
        now=NOW,
        reason=RejectionReason.OFF_TOPIC,
        note="for colleagues only",
    )
    whole = read(comment)
    assert str(RejectionReason.OFF_TOPIC.label) in whole.text
    for secret in ("machine", "hidden field", "for colleagues only", "by mo"):
        assert secret not in whole.text


def test_the_reason_is_that_of_the_last_rejection_that_still_holds() -> None:
    comment = comments.rejected(articles.live(), reason=RejectionReason.ABUSE)
    moderator = people.moderator()
    moderation.approve(comment, by=moderator, now=NOW + DAY)
    assert str(RejectionReason.ABUSE.label) not in read(comment).text
    reason = RejectionReason.OFF_TOPIC
    moderation.reject(comment, by=moderator, now=NOW + 2 * DAY, reason=reason)
    assert str(reason.label) in read(comment).text
    assert str(RejectionReason.ABUSE.label) not in read(comment).text


def test_a_rejection_that_is_put_back_by_undo_has_its_reason_again() -> None:
    comment = comments.rejected(articles.live(), reason=RejectionReason.ABUSE)
    moderator = people.moderator()
    moderation.approve(comment, by=moderator, now=NOW + DAY)
    moderation.reject(comment, by=moderator, now=NOW + 2 * DAY, reason=RejectionReason.OFF_TOPIC)
    for days in (3, 4):
        moderation.undo(comment, by=moderator, now=NOW + days * DAY)
    assert str(RejectionReason.ABUSE.label) in read(comment).text


@pytest.mark.row("CP4")
def test_it_is_kept_by_nobody_and_found_by_nobody() -> None:
    response = Client().get(status_path(comments.pending(articles.live())))
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "strict-origin"
    assert page(response).one("meta", name="robots")["content"] == "noindex"
    assert "Disallow: /comments/status/" in Client().get("/robots.txt").content.decode()


@pytest.mark.row("CP4")
def test_looking_at_it_changes_nothing() -> None:
    comment = comments.pending(articles.live())
    before = Comment.objects.values().get()
    read(comment)
    assert Comment.objects.values().get() == before
    assert Client().post(status_path(comment)).status_code == 405


def test_the_same_link_works_whenever_it_is_asked_for() -> None:
    comment = comments.pending(articles.live())
    assert status_path(comment) == status_path(Comment.objects.get(pk=comment.pk))


@pytest.mark.row("CP4")
@pytest.mark.parametrize("end", ["", "x", "=", ".", "%01", "%F0%9F%98%B4"])
def test_a_token_that_was_tampered_with_is_not_found(end: str) -> None:
    address = status_path(comments.pending(articles.live())).rstrip("/")
    encoded, _dot, signature = address.rpartition("/")[2].partition(".")
    for token in (f"{encoded}.{signature[:-1]}{end}", f"{encoded}{end}", f".{signature}", end):
        assert Client().get(path_of(token)).status_code == 404


@pytest.mark.row("CP4")
def test_a_token_for_another_comment_needs_a_signature_of_its_own() -> None:
    article = articles.live()
    mine, other = comments.pending(article), comments.pending(article)
    encoded = status_path(other).rstrip("/").rpartition("/")[2].partition(".")[0]
    signature = status_path(mine).rstrip("/").partition(".")[2]
    assert Client().get(path_of(f"{encoded}.{signature}")).status_code == 404


@pytest.mark.row("CP4")
def test_a_token_for_another_purpose_opens_nothing_here() -> None:
    article = articles.live()
    comment = comments.pending(article)
    preview = preview_path(article.revisions.get(), now=NOW).rstrip("/").rpartition("/")[2]
    other = signed_links.make("comments.edit", str(comment.pk), NOW + LINK_LASTS)
    own = signed_links.make(PURPOSE, str(comment.pk), NOW + LINK_LASTS)
    with time_machine.travel(NOW + DAY):
        answers = [Client().get(path_of(token)).status_code for token in (preview, other, own)]
    assert answers == [404, 404, 200]


@pytest.mark.row("CP4")
def test_a_link_ends_after_its_year() -> None:
    comment = comments.pending(articles.live())
    for moment, status in {NOW + LINK_LASTS - DAY: 200, NOW + LINK_LASTS: 404}.items():
        with time_machine.travel(moment):
            assert Client().get(status_path(comment)).status_code == status


def test_the_way_back_leads_to_the_article_or_to_the_comment() -> None:
    article = articles.live()
    waits, public = comments.pending(article), comments.published(article)
    assert read(waits).one(class_="way-back").one("a")["href"] == article.desk_path
    assert read(public).one(class_="way-back").one("a")["href"] == public.get_absolute_url()


def test_the_page_stays_when_the_article_goes() -> None:
    comment = comments.pending(articles.withdrawn())
    whole = read(comment)
    assert "waits for a moderator" in whole.one("h1").text
    assert whole.one(class_="way-back").all("a") == []
