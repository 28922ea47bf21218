"""What is known of a submission comes from the database, in a few statements."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles.models import Article
from comments import bans, moderation, trust
from comments.errors import Banned
from comments.models import (
    Ban,
    CategoryModeration,
    Comment,
    Discussion,
    Panic,
    ProvedAddress,
    RejectionReason,
    Rule,
    State,
    Token,
)
from comments.second_look import look_again
from comments.trust import Level
from site_config.kit import signed_links
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, comments, labels, people
from tests.comments.posting_form import send

pytestmark = pytest.mark.django_db
KIM = "kim@reader.example"


def clues(comment: Comment) -> list[str]:
    return [reason["clue"] for reason in comment.reasons]


def proved(article: Article, **fields) -> Comment:
    ProvedAddress.objects.get_or_create(email=KIM, defaults={"proved_at": NOW})
    return comments.posted(article, email="Kim@Reader.example", proved=KIM, **fields)


@pytest.mark.row("CM1")
def test_the_discussion_decides_before_its_category_and_that_before_the_site(
    publish_at_once: None,
) -> None:
    above = labels.category("Body")
    article = articles.live(category=labels.category("Sleep", parent=above))
    assert clues(comments.posted(article)) == []
    waiting = comments.posted(article, body="https://a.example https://b.example")
    CategoryModeration.objects.create(category=above, moderation="all")
    assert clues(comments.posted(article)) == ["mode"]
    Discussion.objects.filter(article=article).update(moderation="none")
    assert clues(comments.posted(article)) == []
    waiting.refresh_from_db()
    assert waiting.state == State.PENDING


@pytest.mark.row("CM2")
def test_trust_is_earned_by_comments_whose_address_was_proved_and_ends(settings: Settings) -> None:
    settings.COMMENTS_MODERATION = "first"
    article = articles.live()
    for _ in range(2):
        comments.published(article)
    # Somebody typed that address; nobody proved anything.
    assert comments.posted(article).state == State.PENDING
    first, second = proved(article), proved(article)
    assert (first.state, trust.level(KIM, now=NOW)) == (State.PENDING, Level.CONFIRMED)
    for each in (first, second):
        moderation.approve(each, by=people.moderator(), now=NOW)
    assert trust.level(KIM, now=NOW) == Level.TRUSTED
    assert proved(article).state == State.PUBLISHED
    assert comments.posted(article).state == State.PENDING
    assert trust.level(KIM, now=NOW + 366 * DAY) == Level.CONFIRMED
    assert proved(article, now=NOW + 366 * DAY).state == State.PENDING


@pytest.mark.row("CM2")
def test_a_rejected_comment_ends_trust_and_its_undoing_restores_it() -> None:
    article, moderator = articles.live(), people.moderator()
    written = [proved(article) for _ in range(3)]
    for each in written:
        moderation.approve(each, by=moderator, now=NOW)
    moderation.reject(written[0], by=moderator, now=NOW)
    assert trust.level(KIM, now=NOW) == Level.CONFIRMED
    moderation.undo(written[0], by=moderator, now=NOW)
    assert trust.level(KIM, now=NOW) == Level.TRUSTED


@pytest.mark.row("CM2")
def test_a_device_proves_an_address_by_a_signed_cookie_only(client, settings: Settings) -> None:
    article = articles.live()
    ProvedAddress.objects.create(email=KIM, proved_at=NOW)
    until = dt.datetime.now(dt.UTC) + HOUR
    for token, is_proved in (
        (signed_links.make(trust.PURPOSE, KIM, until), True),
        (signed_links.make("comments.status", KIM, until), False),
        (signed_links.make(trust.PURPOSE, KIM, until - 2 * HOUR), False),
        (KIM, False),
    ):
        client.cookies[trust.COOKIE] = token
        send(article, client=client, body=f"Words {token[-9:]} {is_proved}")
        assert (Comment.objects.latest("pk").confirmed_at is not None) == is_proved


@pytest.mark.row("P4")
def test_a_device_proves_nothing_any_more_once_its_address_is_erased(client) -> None:
    trusted_device = signed_links.make(trust.PURPOSE, KIM, dt.datetime.now(dt.UTC) + HOUR)
    client.cookies[trust.COOKIE] = trusted_device
    send(articles.live(), client=client)
    assert Comment.objects.get().confirmed_at is None


@pytest.mark.row("CM2")
def test_what_waited_for_trust_alone_is_published_once_the_address_is_confirmed(
    settings: Settings,
) -> None:
    settings.COMMENTS_MODERATION = "first"
    article = articles.live()
    for each in (proved(article), proved(article)):
        moderation.approve(each, by=people.moderator(), now=NOW)
    plain, trapped = comments.posted(article), comments.posted(article, trap="x")
    Comment.objects.filter(pk__in=[plain.pk, trapped.pk]).update(confirmed_at=NOW)
    for each in (plain, trapped):
        each.refresh_from_db()
    assert (look_again(plain, now=NOW), look_again(trapped, now=NOW)) == (True, False)
    assert (plain.state, clues(trapped)) == (State.PUBLISHED, ["trap"])


@pytest.mark.row("CM13")
def test_who_was_often_rejected_waits(publish_at_once: None) -> None:
    article = articles.live()
    for _ in range(2):
        comments.rejected(article)
    comments.published(article)
    assert clues(comments.posted(article)) == ["rejections"]
    assert clues(comments.posted(article, now=NOW + 91 * DAY)) == []


def test_rate_and_repetition_are_seen_across_articles(publish_at_once: None) -> None:
    text = "These words are long enough to be an opinion."
    for number in range(5):
        comments.posted(
            articles.live(title=f"A {number}"), network="n", email=f"{number}@r.example"
        )
    assert clues(comments.posted(articles.live(), network="n", body=text)) == ["rate"]
    later = NOW + 11 * MINUTE
    assert clues(comments.posted(articles.live(title="B"), network="n", now=later)) == []
    again = comments.posted(
        articles.live(title="C"), body=text.upper().replace(" ", "\n"), now=later
    )
    assert clues(again) == ["duplicate"]


@pytest.mark.row("CM17")
def test_an_emergency_measure_holds_what_is_posted(publish_at_once: None) -> None:
    article = articles.live()
    Panic.objects.create(measure="hold", begins_at=NOW, ends_at=NOW + HOUR)
    assert clues(comments.posted(article)) == ["panic"]
    assert clues(comments.posted(article, now=NOW + HOUR)) == []


@pytest.mark.row("CM12")
@pytest.mark.parametrize(
    ("sort", "value", "fields"),
    [
        (Ban.Sort.ADDRESS, "KIM@reader.example", {}),
        (Ban.Sort.NETWORK, "net", {"network": "net", "email": "b@r.example"}),
        (Ban.Sort.HOST, "https://www.ads.example/x", {"body": "See http://shop.ads.example"}),
        (Ban.Sort.HOST, "ads.example", {"website": "https://ads.example/"}),
    ],
)
def test_whoever_is_banned_is_told_so_until_the_ban_ends(sort, value, fields) -> None:
    article = articles.live()
    moderator = people.moderator()
    made = bans.ban(sort, value, reason="Ads", ends_at=NOW + DAY, by=moderator, now=NOW)
    with pytest.raises(Banned, match="write to the editors"):
        comments.posted(article, **fields)
    assert comments.posted(article, email="other@reader.example").pk
    comments.posted(article, now=NOW + DAY, **fields)
    bans.ban(sort, value, reason="Ads", ends_at=None, by=moderator, now=NOW + DAY)
    assert bans.of(email=KIM, network="net", hosts=["a.ads.example"], now=NOW + 99 * DAY)
    assert bans.of(now=NOW) is None
    assert str(made) in {"kim@reader.example", "net", "ads.example"}


@pytest.mark.row("CM12")
def test_a_banned_reader_gets_the_text_back() -> None:
    now = dt.datetime.now(dt.UTC) - HOUR
    bans.ban("address", KIM, reason="Ads", ends_at=None, by=people.moderator(), now=now)
    response = send(articles.live(), body="My precious words")
    assert (response.status_code, Comment.objects.count()) == (403, 0)
    assert "My precious words" in response.content.decode()


@pytest.mark.row("CM12")
def test_what_the_banned_has_written_is_removed_by_one_decision_each() -> None:
    article, moderator = articles.live(), people.moderator()
    written = [comments.published(article), comments.pending(article), comments.spam(article)]
    other = comments.published(article, email="other@reader.example")
    made = bans.ban("address", KIM, reason="Ads", ends_at=None, by=moderator, now=NOW)
    assert bans.remove_previous(made, by=moderator, now=NOW) == 2
    states = Comment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["removed", "removed", "spam", "published"]
    last = written[0].decisions.first()
    assert last is not None
    assert (last.note, last.by) == ("Banned: Ads", moderator)
    assert other.decisions.count() == 1


@pytest.mark.row("CM7")
def test_a_decision_teaches_and_its_undoing_unlearns() -> None:
    article, moderator = articles.live(), people.moderator()
    one = comments.pending(article, body="Cheap casino bonus")
    steps = [
        (lambda: moderation.mark_spam(one, by=moderator, now=NOW), (0, 1)),
        (lambda: moderation.approve(one, by=moderator, now=NOW), (1, 0)),
        (lambda: moderation.undo(one, by=moderator, now=NOW), (0, 1)),
        (lambda: moderation.approve(one, by=moderator, now=NOW), (1, 0)),
        (lambda: moderation.reject(one, by=moderator, now=NOW), (0, 0)),
        (lambda: moderation.undo(one, by=moderator, now=NOW), (1, 0)),
        (
            lambda: moderation.reject(
                one, by=moderator, now=NOW, reason=RejectionReason.ADVERTISING
            ),
            (0, 1),
        ),
    ]
    for decide, counts in steps:
        decide()
        rows = dict_of_tokens()
        assert (rows["casino"], rows[""]) == (counts, counts)


@pytest.mark.row("CM7")
def test_what_was_taught_is_heard_and_explained(settings: Settings) -> None:
    settings.COMMENTS_MODERATION = "none"
    settings.COMMENTS_CLASSIFIER_LESSONS = 3
    article = articles.live()
    for number in range(3):
        body = f"Jackpot bonus casino spins {number}"
        comments.spam(article, name="Lucky Casino", email="a@r.example", body=body)
        good = comments.pending(article, trap="x", body=f"Sleep came back after a walk {number}")
        moderation.approve(good, by=people.moderator(), now=NOW)
    body = "Try this Casino: jackpot and bonus!"
    held = comments.posted(article, name="Lucky", email="b@r.example", body=body)
    assert held.state in {State.PENDING, State.SPAM}
    [reason] = held.reasons
    assert reason["clue"] == "classifier"
    assert {"casino", "jackpot", "bonus"} <= set(
        reason["words"].removesuffix(".").replace(",", "").split()
    )
    assert "Casino" in reason["matched"].split("\n")
    good = comments.posted(article, email="c@r.example", body="After a walk I sleep.")
    assert good.state == State.PUBLISHED


def test_gathering_is_one_statement_and_one_more_for_each_thing_there_is(
    publish_at_once: None, settings: Settings
) -> None:
    article = articles.live()
    comments.published(article)
    assert statements(article, "No links here at all.") == 1
    Rule.objects.create(words="casino", created_at=NOW)
    settings.COMMENTS_CLASSIFIER_LESSONS = 0
    assert statements(article, "See https://a.example.") == 4


def statements(article: Article, body: str) -> int:
    """How many are asked before the transaction of a post begins."""
    with CaptureQueriesContext(connection) as asked:
        comments.posted(article, body=body, email="new@reader.example")
    verbs = [query["sql"].split()[0] for query in asked.captured_queries]
    return next(place for place, verb in enumerate(verbs) if verb != "SELECT")


def dict_of_tokens() -> dict[str, tuple[int, int]]:
    return {row[0]: row[1:] for row in Token.objects.values_list("word", "good", "spam")}
