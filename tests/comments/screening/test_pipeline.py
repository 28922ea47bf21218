"""What the clues find, and that what they find holds a comment and never loses it."""

import pytest
from pytest_django import Settings

from comments.models import Comment, State
from comments.screening.pipeline import screen
from comments.screening.verdict import Facts, Outcome
from tests.builders import articles, comments
from tests.comments.posting_form import send
from tests.comments.screening.submissions import submission


@pytest.fixture(autouse=True)
def _mode(publish_at_once: None) -> None:
    """No test here is about the mode in which everything waits, unless it says so."""


def test_a_comment_without_a_clue_is_published() -> None:
    assert screen(submission()).outcome is Outcome.PUBLISH


@pytest.mark.row("CM7")
@pytest.mark.parametrize(
    ("facts", "clue", "matched"),
    [
        ({"trap": "x"}, "trap", "x"),
        ({"origin_known": False}, "origin", ""),
        (
            {"body": "http://a.example http://b.example"},
            "links",
            "http://a.example\nhttp://b.example",
        ),
        (
            {"body": "WWW.a.example and HTTPS://b.example"},
            "links",
            "WWW.a.example\nHTTPS://b.example",
        ),
    ],
)
def test_a_clue_holds_a_comment_and_says_why(facts, clue: str, matched: str) -> None:
    verdict = screen(submission(**facts))
    assert verdict.outcome is Outcome.HOLD
    [reason] = verdict.reasons
    assert (reason["clue"], reason["matched"]) == (clue, matched)
    assert reason["words"].endswith(".")


def test_every_clue_that_finds_something_is_heard(settings: Settings) -> None:
    settings.COMMENTS_MODERATION = "all"
    body = "http://a.example http://b.example"
    verdict = screen(submission(trap="x", origin_known=False, body=body))
    assert [each["clue"] for each in verdict.reasons] == ["trap", "origin", "links", "mode"]


@pytest.mark.row("CM3")
@pytest.mark.parametrize(
    ("limit", "links", "outcome"),
    [(2, 1, "publish"), (3, 2, "publish"), (2, 2, "hold"), (1, 1, "hold")],
)
def test_the_number_of_links_that_hold_is_a_setting(
    settings: Settings, limit: int, links: int, outcome: str
) -> None:
    settings.COMMENTS_HOLD_LINKS = limit
    known = [f"{number}.example" for number in range(links)]
    body = " ".join(f"https://{host}/page" for host in known)
    facts = Facts(known_hosts=frozenset(known))
    assert screen(submission(body=body), facts).outcome.value == outcome


@pytest.mark.row("CM3")
def test_a_link_to_a_host_that_is_new_here_counts_twice_but_for_trusted_readers() -> None:
    one = submission(body="See https://new.example/page.")
    [evidence] = screen(one).evidence
    assert "new.example" in evidence.words
    assert screen(one, Facts(trusted=True)).outcome is Outcome.PUBLISH
    assert screen(one, Facts(known_hosts=frozenset({"new.example"}))).outcome is Outcome.PUBLISH


def test_what_was_matched_is_kept_short() -> None:
    body = " ".join(f"https://{number}.example/{'x' * 900}" for number in range(50))
    [reason] = screen(submission(body=body)).reasons
    assert len(reason["matched"]) <= 500


def test_staff_are_not_screened() -> None:
    body = "https://a.example https://b.example"
    verdict = screen(submission(by_staff=True, body=body, trap="x"))
    assert verdict.outcome is Outcome.PUBLISH


@pytest.mark.django_db
@pytest.mark.row("CM6")
def test_a_form_with_the_hidden_field_filled_in_is_held_with_its_reason() -> None:
    response = send(articles.live(), nickname="Buy this")
    comment = Comment.objects.get()
    assert (response.status_code, comment.state) == (303, State.PENDING)
    assert comment.reasons == [
        {"clue": "trap", "words": "The hidden field was filled in.", "matched": "Buy this"}
    ]


@pytest.mark.django_db
@pytest.mark.row("CM3")
def test_a_host_is_new_until_a_published_comment_leads_there() -> None:
    article = articles.live()
    comments.published(article, body="See https://www.a.example/page.")
    send(article, body="See https://a.example.")
    send(article, body="See https://a.example and https://b.example.")
    states = Comment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.PUBLISHED, State.PUBLISHED, State.PENDING]


@pytest.mark.django_db
@pytest.mark.row("CM1")
def test_where_everything_waits_the_reason_says_so(settings: Settings) -> None:
    settings.COMMENTS_MODERATION = "all"
    send(articles.live())
    comment = Comment.objects.get()
    assert (comment.state, [each["clue"] for each in comment.reasons]) == ("pending", ["mode"])
