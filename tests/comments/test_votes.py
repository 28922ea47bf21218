"""Readers say without an account that a comment helped them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments import bans, moderation, page_keys, votes
from comments.models import Ban, Comment, Mode, Vote
from site_config.kit.pagecache.models import Purge
from tests.builders import HOUR, NOW, articles, comments, people
from tests.comments.posting_form import OWN_PAGE
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP15")]


def press(comment: object, *, browser: str = "One", **more: Any) -> Any:
    headers = {**OWN_PAGE, "User-Agent": browser, **more.pop("headers", {})}
    return Client().post("/comments/helpful/", {"comment": comment}, headers=headers, **more)


def shown(article: Article, comment: Comment) -> str:
    item = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    return item.one("button", name="comment").text


def test_a_device_counts_once_and_lands_at_the_comment() -> None:
    article = articles.live()
    comment = comments.published(article)
    assert shown(article, comment) == "Helpful"
    for browser in ("One", "One", "Two"):
        response = press(comment.pk, browser=browser)
        assert (response.status_code, response["Location"]) == (303, comment.get_absolute_url())
    assert shown(article, comment) == "Helpful 2"


def test_another_network_is_another_device() -> None:
    comment = comments.published(articles.live())
    for address in ("192.0.2.1", "192.0.2.77", "198.51.100.1"):
        press(comment.pk, REMOTE_ADDR=address)
    comment.refresh_from_db()
    assert comment.votes == 2


def test_what_is_kept_of_a_voter_differs_from_comment_to_comment() -> None:
    article = articles.live()
    for _ in range(2):
        press(comments.published(article).pk)
    first, second = Vote.objects.values_list("voter", flat=True)
    assert first != second
    assert {len(first), len(second)} == {32}


def test_the_button_belongs_to_one_form_for_all() -> None:
    article = articles.live()
    comments.published(article, parent=comments.published(article))
    form = page(Client().get(article.desk_path)).one("form", action="/comments/helpful/")
    assert [button["value"] for button in form.all("button", name="comment")] == [
        str(pk) for pk in Comment.objects.order_by("pk").values_list("pk", flat=True)
    ]


@pytest.mark.parametrize("sent", ["", "0", "x", "-1", "1.5", "9" * 30, "1\x00", "\u0661", "999999"])
def test_what_is_no_comment_is_not_found(sent: str) -> None:
    assert press(sent).status_code == 404


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "removed"])
def test_only_what_readers_see_can_be_voted_for(state: str) -> None:
    comment = getattr(comments, state)(articles.live())
    assert (press(comment.pk).status_code, Vote.objects.count()) == (404, 0)


def test_another_site_cannot_vote() -> None:
    comment = comments.published(articles.live())
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert (press(comment.pk, headers=foreign).status_code, Vote.objects.count()) == (403, 0)
    assert Client().get("/comments/helpful/").status_code == 405


def test_a_closed_discussion_shows_its_votes_and_takes_no_more() -> None:
    article = articles.live()
    liked, other = comments.published(article), comments.published(article)
    press(liked.pk)
    discussion = liked.discussion
    closed = {"closes_at": None, "by": people.moderator(), "now": NOW}
    moderation.set_mode(discussion, Mode.READ_ONLY, **closed)
    response = press(other.pk)
    assert (response.status_code, Vote.objects.count()) == (403, 1)
    assert "no more votes are counted" in page(response).text
    whole = page(Client().get(article.desk_path)).one("section", id="comments")
    assert whole.all("button", name="comment") == []
    assert "Helpful 1" in whole.one("li", id=liked.anchor).text
    assert "Helpful" not in whole.one("li", id=other.anchor).text


@pytest.mark.row("CM12")
def test_who_is_banned_gets_the_same_answer_and_does_not_count() -> None:
    comment = comments.published(articles.live())
    ban = {"reason": "Floods", "ends_at": None, "by": people.moderator(), "now": NOW}
    network = "0" * 32
    bans.ban(Ban.Sort.NETWORK, network, **ban)
    with pytest.raises(votes.Banned):
        votes.vote(comment, device="d" * 32, network=network, now=NOW)
    comment.refresh_from_db()
    assert (comment.votes, Vote.objects.count()) == (0, 0)


def test_a_discussion_is_rendered_anew_once_a_minute_at_most() -> None:
    article = articles.live()
    first, second = comments.published(article), comments.published(article)
    other = comments.published(articles.live(title="Another"))
    Purge.objects.all().delete()
    begin = NOW.replace(second=0, microsecond=0)
    for number, comment in enumerate([first, second, first, other]):
        moment = begin + dt.timedelta(seconds=number)
        votes.vote(comment, device=f"{number}", network="", now=moment)
    votes.vote(first, device="later", network="", now=begin + HOUR)
    minute = dt.timedelta(minutes=1)
    here, there = page_keys.thread(article.pk), page_keys.thread(other.discussion.article_id)
    assert list(Purge.objects.order_by("pk").values_list("keys", "due_at")) == [
        ([here], begin + minute),
        ([there], begin + minute),
        ([here], begin + HOUR + minute),
    ]
