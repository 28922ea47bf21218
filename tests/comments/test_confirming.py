"""A reader proves by the link of a mail that an address is theirs, and a device may remember it."""

import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles.models import Article
from comments import confirming, moderation, subscriptions, trust
from comments.models import Comment, ProvedAddress, State
from comments.status import status_path
from comments.views.confirm import LISTED
from site_config.kit import signed_links
from tests.builders import DAY, HOUR, NOW, articles, comments, people
from tests.comments.mailing import letters_to, path_in
from tests.comments.posting_form import OWN_PAGE, send
from tests.kit.pagecache import workers
from tests.support.reading import read
from tests.support.servers import Mailbox
from tests.support.worker import work

# The worker claims tasks in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)

KIM = "kim@reader.example"


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def _trusted_readers_publish_at_once(settings: Settings) -> None:
    settings.COMMENTS_MODERATION = "first"


def press(comment: Comment, *, client: Client | None = None, **fields: object) -> HttpResponse:
    """Press the button of the page that the mail leads to."""
    path = confirming.confirm_path(comment, now=NOW)
    return (client or Client()).post(path, fields, headers=OWN_PAGE)


def stored() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Comment, ProvedAddress)]


@pytest.mark.row("N6")
@pytest.mark.row("CM2")
def test_the_mail_holds_nothing_that_a_visitor_wrote(mailbox: Mailbox) -> None:
    send(
        articles.live(title="Sleeping better"),
        name="Cheap pills",
        body="Buy my pills.",
        website="https://pills.example",
        email="Kim@Reader.example",
    )
    work()
    [message] = [each for each in mailbox.messages if "reader" in each["To"].lower()]
    assert message["To"] == "Kim@Reader.example"
    assert message["Subject"] == "Confirm your address for Masthead Health"
    for part in message.iter_parts():
        words = part.get_content()
        assert "Sleeping better" in words
        assert "pills" not in words.lower()


@pytest.mark.row("CM2")
@pytest.mark.parametrize(
    ("mode", "sent", "is_asked"),
    [
        ("first", {}, True),
        ("all", {}, False),
        ("all", {"decision": "on"}, True),
        ("all", {"answers": "on"}, True),
        ("none", {}, False),
        ("none", {"decision": "on"}, False),
        ("none", {"answers": "on"}, True),
        ("first", {"nickname": "a machine", "answers": "on"}, False),
    ],
)
def test_only_who_gains_by_it_is_asked(
    settings: Settings, mode: str, sent: dict[str, str], is_asked: bool
) -> None:
    settings.COMMENTS_MODERATION = mode
    send(articles.live(), **sent)
    assert bool(letters_to()) == is_asked


def test_neither_staff_nor_a_remembered_device_is_asked() -> None:
    article = articles.live()
    comments.posted(article, by=people.editor(), email="editor@desk.example", tells_replies=True)
    comments.posted(article, proved=KIM, tells_replies=True)
    assert letters_to() == []


@pytest.mark.row("CM2")
@pytest.mark.row("N2")
def test_the_link_changes_nothing_and_the_button_does() -> None:
    send(articles.live(), body="My own words.")
    [letter] = letters_to()
    path, before = path_in(letter.body, "confirm"), stored()
    assert Client().head(path).status_code == 200
    page = Client().get(path)
    assert "My own words." in read(page).text
    assert stored() == before
    assert [page[name] for name in ("Cache-Control", "Referrer-Policy")] == [
        "no-store",
        "same-origin",
    ]
    comment = Comment.objects.get()
    answer = Client().post(path, {"own": [comment.pk]}, headers=OWN_PAGE)
    assert (answer.status_code, answer["Location"], answer.cookies) == (303, f"{path}?done", {})
    comment.refresh_from_db()
    assert (comment.confirmed_at, comment.state) == (NOW, State.PENDING)
    assert ProvedAddress.objects.get().email == KIM
    after = stored()
    for address in (path, f"{path}?done"):
        assert read(Client().get(address)).one("h1").text == "Your address is confirmed"
    # Whoever presses the button again changes nothing more.
    assert Client().post(path, {}, headers=OWN_PAGE).status_code == 303
    assert stored() == after


@pytest.mark.row("CM2")
def test_who_is_trusted_publishes_by_confirming() -> None:
    article, moderator = articles.live(), people.moderator()
    for _ in range(django_settings.COMMENTS_TRUST_AFTER):
        earlier = comments.posted(article)
        press(earlier, own=earlier.pk)
        moderation.approve(earlier, by=moderator, now=NOW)
    typed = comments.posted(article)
    assert typed.state == State.PENDING
    press(typed, own=typed.pk)
    typed.refresh_from_db()
    assert typed.state == State.PUBLISHED
    assert typed.decisions.get().by is None


def test_what_somebody_else_wrote_under_the_address_stays_unconfirmed() -> None:
    article = articles.live()
    own, other, foreign = (
        comments.posted(article),
        comments.posted(article),
        comments.posted(article, email="ben@reader.example"),
    )
    assert press(own, own=[own.pk, foreign.pk]).status_code == 422
    press(own, own=own.pk)
    confirmed = Comment.objects.filter(confirmed_at__isnull=False)
    assert list(confirmed) == [own]
    # It can still be confirmed, as the page shows it again.
    page = Client().get(confirming.confirm_path(own, now=NOW))
    assert read(page).one("button", name="own")["value"] == str(other.pk)


@pytest.mark.row("CM2")
def test_nothing_is_ticked_beforehand_and_each_comment_shows_its_words() -> None:
    article = articles.live()
    own = comments.posted(article, body="My own words.")
    # One comment is a question with two answers.
    page = read(Client().get(confirming.confirm_path(own, now=NOW)))
    assert page.all("input", name="own") == []
    assert page.one("blockquote").text.endswith("My own words.")
    assert page.one("button", name="own")["value"] == str(own.pk)
    words = f"{'Harmless. ' * 20}Or not."
    for number in range(LISTED):
        comments.posted(article, body=f"{number} {words}")
    page = read(Client().get(confirming.confirm_path(own, now=NOW)))
    ticked = [box["checked"] is not None for box in page.all("input", name="own")]
    assert ticked == [False] * LISTED
    assert page.text.count("Or not.") == LISTED - 1


@pytest.mark.row("CM2")
def test_who_ticks_nothing_is_asked_and_may_say_that_nothing_is_theirs() -> None:
    article = articles.live()
    comment, _other = comments.posted(article), comments.posted(article)
    asked = press(comment)
    assert asked.status_code == 422
    assert "say that none of them is yours" in read(asked).one(class_="error-summary").text
    assert press(comment, none="").status_code == 303
    assert ProvedAddress.objects.count() == 1
    assert not Comment.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.row("P4")
def test_a_link_that_was_used_remembers_no_other_device(clock: TimeMachineFixture) -> None:
    article = articles.live()
    first = comments.posted(article)
    left_out = comments.posted(article)
    press(first, own=first.pk)
    clock.move_to(NOW + HOUR, tick=False)
    later = comments.posted(article, now=NOW + HOUR)
    for own in (left_out, later, None):
        answer = press(first, remember="on", **({"own": own.pk} if own else {}))
        assert answer.cookies == {}
    assert set(Comment.objects.filter(confirmed_at=None)) == {later}
    page = read(Client().get(confirming.confirm_path(first, now=NOW)))
    assert page.one("h1").text == "Your address is confirmed"


@pytest.mark.row("CM2")
def test_no_mailbox_is_flooded(clock: TimeMachineFixture) -> None:
    article = articles.live()
    aliases = ("kim@reader.example", "Kim+a@reader.example", "k.im@reader.example")
    written = []
    for hour in range(26):
        now = NOW + hour * HOUR
        clock.move_to(now, tick=False)
        for alias in aliases:
            comments.posted(article, email=alias, now=now)
        work()
        written.append(len([alias for alias in aliases if letters_to(alias)]))
    total = sum(len(letters_to(alias)) for alias in aliases)
    # Three within a day, never two within an hour; a day later the first is forgotten.
    assert total == 4
    assert [len(letters_to(alias)) for alias in aliases] == [4, 0, 0]


def test_a_busy_network_sends_mail_to_no_more_strangers(settings: Settings) -> None:
    settings.COMMENTS_CONFIRMATIONS_PER_NETWORK = 2
    article = articles.live()
    addresses = [f"{number}@reader.example" for number in range(4)]
    for address in addresses:
        comments.posted(article, email=address, network="a" * 32)
        work()
    assert [len(letters_to(address)) for address in addresses] == [1, 1, 0, 0]


def test_who_wants_no_mail_at_all_is_not_asked() -> None:
    subscriptions.refuse(KIM, discussion=None, now=NOW)
    send(articles.live(), email="Kim@reader.example")
    assert letters_to("Kim@reader.example") == []


@pytest.mark.row("P4")
def test_a_device_is_remembered_only_if_that_is_ticked() -> None:
    comment = comments.posted(articles.live())
    page = read(Client().get(confirming.confirm_path(comment, now=NOW)))
    assert page.one("input", name="remember")["checked"] is None
    cookie = press(comment, remember="on", none="").cookies[trust.COOKIE]
    assert (cookie["path"], cookie["samesite"]) == ("/articles/", "Lax")
    assert cookie["httponly"] is True
    assert cookie["max-age"] == 365 * 24 * 60 * 60


@pytest.mark.row("P4")
def test_a_remembered_device_proves_its_address_and_no_other_until_it_is_forgotten() -> None:
    article, browser = articles.live(), Client()
    press(comments.posted(article), client=browser, remember="on", none="")
    send(article, client=browser, body="One.", email="KIM@reader.example")
    send(article, client=browser, body="Two.", email="ben@reader.example")
    assert browser.post("/comments/forget/", headers=OWN_PAGE).status_code == 200
    send(article, client=browser, body="Three.")
    proved = dict(Comment.objects.values_list("body", "confirmed_at"))
    assert [bool(proved[body]) for body in ("One.", "Two.", "Three.")] == [True, False, False]


@pytest.mark.row("P4")
def test_a_remembered_device_gets_the_page_that_everybody_gets(
    django_assert_num_queries, clock: TimeMachineFixture
) -> None:
    path = articles.live().desk_path
    token = signed_links.make(trust.PURPOSE, KIM, NOW + DAY)
    reader = workers.start()
    for_all = reader.get(path)
    with django_assert_num_queries(0):
        remembered = reader.get(path, HTTP_COOKIE=f"{trust.COOKIE}={token}")
    assert (remembered.status, remembered.body) == (200, for_all.body)


def test_a_form_of_another_site_confirms_and_forgets_nothing() -> None:
    comment = comments.posted(articles.live())
    path, before = confirming.confirm_path(comment, now=NOW), stored()
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    for address in (path, "/comments/forget/"):
        answer = Client().post(address, {"remember": "on"}, headers=elsewhere)
        assert (answer.status_code, answer.cookies) == (403, {})
    assert stored() == before


def bad_links(article: Article) -> dict[str, int]:
    """Addresses that open nothing, and how each is answered."""
    comment = comments.posted(article)
    erased = comments.posted(article)
    Comment.objects.filter(pk=erased.pk).update(author_email="")
    found = {confirming.confirm_path(erased, now=NOW): 404}
    for place, purpose in (
        ("confirm", confirming.PURPOSE),
        ("unsubscribe", subscriptions.PURPOSE),
        ("status", "comments.status"),
    ):
        end = "/mail/" if place == "status" else "/"

        def token(subject: str, expires: dt.datetime, purpose: str = purpose) -> str:
            return signed_links.make(purpose, subject, expires)

        tokens = {
            token(str(comment.pk), NOW): 410,
            token(str(comment.pk), NOW + DAY)[:-1]: 404,
            token(str(comment.pk), NOW + DAY).partition(".")[0]: 404,
            token("999999", NOW + DAY): 404,
            token(str(comment.pk), NOW + DAY, "another purpose"): 404,
            "x": 404,
            "%F0%9F%98%B4": 404,
            status_path(comment).split("/")[3] + "x": 404,
        }
        found |= {f"/comments/{place}/{each}{end}": status for each, status in tokens.items()}
    return found


@pytest.mark.row("N2")
def test_a_link_that_opens_nothing_says_so_and_changes_nothing() -> None:
    links, before = bad_links(articles.live()), stored()
    for path, status in links.items():
        for answer in (
            Client().get(path),
            Client().head(path),
            Client().post(path, {"mail": "none"}),
        ):
            assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store"), path
        assert "Nothing was changed." in read(Client().get(path)).text
    assert stored() == before
