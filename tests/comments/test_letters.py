"""Readers are told what they asked for, once, at an address that is theirs, until they refuse."""

from collections.abc import Callable

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles.models import Article
from comments import moderation, subscriptions
from comments.models import Comment, MailRefusal, Mode, RejectionReason
from comments.status import status_path
from site_config.kit.outbox import letters as outbox
from tests.builders import DAY, NOW, articles, comments, people
from tests.comments.mailing import letters_to, path_in, subjects
from tests.support.reading import read
from tests.support.servers import Mailbox
from tests.support.worker import work

# The worker claims tasks in transactions of its own; that it does so on PostgreSQL, too, is shown
# in test_notifications.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

KIM, ADA = "kim@reader.example", "ada@reader.example"
PUBLISHED = "Your comment on “Sleeping better” is published"
REJECTED = "Your comment on “Sleeping better” was not published"
ANSWERED = "An answer to your comment on “Sleeping better”"


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def article() -> Article:
    return articles.live(title="Sleeping better")


def waiting(article: Article, email: str = KIM, **more: object) -> Comment:
    """A comment whose writer wants to know everything, and has proved the address."""
    wishes = {"proved": email, "tells_decision": True, "tells_replies": True}
    return comments.pending(article, email=email, **(wishes | more))


def heard(article: Article, email: str = KIM, **more: object) -> Comment:
    """The same, published; its writer wants to hear of answers only."""
    comment = waiting(article, email, tells_decision=False, **more)
    moderation.approve(comment, by=people.moderator(), now=NOW)
    return comment


def answered(comment: Comment, email: str = ADA, **more: object) -> Comment:
    """A published answer to `comment`."""
    article = comment.discussion.article
    return comments.published(article, parent=comment, email=email, **more)


@pytest.mark.row("N3")
def test_the_writer_is_told_of_approval_and_of_rejection_with_its_reason(article: Article) -> None:
    moderator = people.moderator()
    moderation.approve(waiting(article), by=moderator, now=NOW)
    reason = RejectionReason.OFF_TOPIC
    rejected = waiting(article, ADA)
    moderation.reject(rejected, by=moderator, now=NOW, reason=reason, note="For colleagues.")
    assert subjects() == [PUBLISHED]
    [letter] = letters_to(ADA)
    assert letter.subject == REJECTED
    assert str(reason.label) in letter.body
    assert "For colleagues." not in letter.body
    assert status_path(rejected) == path_in(letter.body, "status")


@pytest.mark.row("N3")
@pytest.mark.parametrize("missing", [{"tells_decision": False}, {"proved": ""}])
def test_nobody_is_told_who_did_not_ask_or_prove_the_address(
    article: Article, missing: dict[str, object]
) -> None:
    comment = waiting(article, tells_replies=False, **missing)
    moderation.approve(comment, by=people.moderator(), now=NOW)
    assert PUBLISHED not in subjects()


@pytest.mark.row("N3")
@pytest.mark.parametrize("days", [0, 3, 60])
def test_a_decision_that_is_taken_back_and_made_again_is_told_once(
    article: Article, clock: TimeMachineFixture, days: int
) -> None:
    comment, moderator = waiting(article), people.moderator()
    moderation.approve(comment, by=moderator, now=NOW)
    assert subjects() == [PUBLISHED]
    later = NOW + days * DAY
    clock.move_to(later, tick=False)
    if days > 30:
        outbox.forget_old(now=later)
    moderation.undo(comment, by=moderator, now=later)
    moderation.approve(comment, by=moderator, now=later)
    assert subjects() == [PUBLISHED]


@pytest.mark.row("N4")
@pytest.mark.row("N5")
def test_an_answer_is_mailed_when_it_is_published_with_the_way_out(
    article: Article, mailbox: Mailbox
) -> None:
    first = heard(article)
    answer = comments.pending(
        article, parent=first, email=ADA, name="Ada <b>", body="I agree.\nhttps://x.example/a"
    )
    assert subjects() == []
    moderation.approve(answer, by=people.moderator(), now=NOW)
    work()
    [message] = [each for each in mailbox.messages if each["To"] == KIM]
    # A long subject goes over two lines.
    assert message["Subject"].strip() == ANSWERED
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert "Ada <b> answered your comment on “Sleeping better”:" in plain
    assert "> I agree." in plain
    assert path_in(plain, str(answer.pk)) == answer.get_absolute_url()
    assert f"{path_in(plain, 'unsubscribe')}>" in message["List-Unsubscribe"]
    assert read(html).one("html")["lang"] == "en"
    assert answer.get_absolute_url() in "".join(read(html).links())
    assert ADA not in message.as_string()


@pytest.mark.row("N4")
@pytest.mark.parametrize("wish", [{"proved": ""}, {"tells_replies": False}])
def test_an_answer_is_mailed_only_to_proved_addresses_that_want_it(
    article: Article, wish: dict[str, object]
) -> None:
    answered(heard(article, **wish))
    assert ANSWERED not in subjects()


@pytest.mark.row("N4")
def test_nobody_hears_of_answers_of_their_own(article: Article) -> None:
    answered(heard(article), "Kim@Reader.example")
    assert subjects() == []


@pytest.mark.row("N4")
def test_an_answer_that_is_approved_again_is_not_mailed_again(article: Article) -> None:
    answer, moderator = answered(heard(article)), people.moderator()
    assert subjects() == [ANSWERED]
    moderation.undo(answer, by=moderator, now=NOW)
    moderation.approve(answer, by=moderator, now=NOW)
    assert subjects() == [ANSWERED]


@pytest.mark.row("N4")
@pytest.mark.usefixtures("publish_at_once")
def test_an_answer_that_is_published_at_once_is_mailed_too(article: Article) -> None:
    first = comments.posted(article, proved=KIM, tells_replies=True)
    comments.posted(article, parent=first, email=ADA)
    assert subjects() == [ANSWERED]


@pytest.mark.row("N4")
def test_who_began_a_thread_hears_of_all_of_it_and_once_of_each(article: Article) -> None:
    first = heard(article)
    second = heard(article, ADA, parent=first)
    third = heard(article, parent=second)
    answered(third, "ben@reader.example")
    # Of the second, and of the fourth, which is below two of Kim's: Ada hears of both below hers.
    assert subjects() == [ANSWERED] * 2
    assert subjects(ADA) == [ANSWERED] * 2


def test_in_a_long_chain_the_way_up_is_short(article: Article, django_assert_num_queries) -> None:
    comment = heard(article)
    for number in range(12):
        comment = heard(article, f"{number}@reader.example", parent=comment)
    answer = Comment.objects.get(pk=answered(comment).pk)
    with django_assert_num_queries(2):
        assert len(subscriptions.listeners(answer)) == 8


def hide(article: Article, first: Comment) -> None:
    moderation.set_mode(
        first.discussion, Mode.HIDDEN, closes_at=None, by=people.moderator(), now=NOW
    )


def refuse_thread(article: Article, first: Comment) -> None:
    subscriptions.refuse("KIM@reader.example", discussion=first.discussion, now=NOW)


def refuse_all(article: Article, first: Comment) -> None:
    subscriptions.refuse(KIM, discussion=None, now=NOW)


def remove_first(article: Article, first: Comment) -> None:
    moderation.remove(first, by=people.moderator(), now=NOW)


@pytest.mark.row("N5")
@pytest.mark.parametrize("happens", [hide, refuse_thread, refuse_all, remove_first])
def test_no_answer_is_mailed_when(
    article: Article, happens: Callable[[Article, Comment], None]
) -> None:
    first = heard(article)
    answered(first)
    happens(article, first)
    assert subjects() == []


@pytest.mark.row("N5")
def test_a_mail_program_unsubscribes_without_cookies_from_anywhere(article: Article) -> None:
    first = heard(article)
    answered(first)
    [letter] = letters_to()
    path = path_in(letter.extra_headers["List-Unsubscribe"].strip("<>"), "unsubscribe")
    one_click = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(
            path, one_click, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://x.example"}
        )
        assert (answer.status_code, answer.cookies) == (200, {})
    assert MailRefusal.objects.get().discussion == first.discussion
    answered(first)
    answered(heard(articles.live(title="Dreaming")))
    assert subjects() == [ANSWERED, ANSWERED.replace("Sleeping better", "Dreaming")]


@pytest.mark.row("N5")
@pytest.mark.row("N2")
def test_people_choose_on_the_page_and_take_it_back(article: Article) -> None:
    first = heard(article)
    path, browser = subscriptions.unsubscribe_path(first, now=NOW), Client()
    assert read(browser.get(path)).one("h1").text == "No more mail?"
    assert browser.head(path).status_code == 200
    assert not MailRefusal.objects.exists()
    page = read(browser.post(path, {"mail": "discussion"}))
    assert page.one("h1").text == "You get no more mail about this discussion"
    page = read(browser.post(path, {"mail": "none"}))
    assert page.one("h1").text == "Masthead Health sends you no more mail"
    assert MailRefusal.objects.count() == 2
    assert read(browser.post(path, {"mail": "allow"})).one("h1").text == "No more mail?"
    assert not MailRefusal.objects.exists()


@pytest.mark.row("CP4")
@pytest.mark.row("N3")
def test_wishes_are_changed_on_the_status_page(article: Article) -> None:
    comment = comments.pending(article)
    path = status_path(comment)
    form = read(Client().get(path)).one("form", action=f"{path}mail/")
    assert [box["checked"] for box in form.all("input", type="checkbox")] == [None, None]
    sent = Client().post(f"{path}mail/", {"decision": "on", "answers": "on"})
    assert (sent.status_code, sent["Location"]) == (303, f"{path}#mail")
    comment.refresh_from_db()
    assert (comment.tells_decision, comment.tells_replies) == (True, True)
    assert "Please confirm your address" in read(Client().get(path)).text
    assert subjects() == ["Confirm your address for Masthead Health"]
    assert Client().get(f"{path}mail/").status_code == 303
    Client().post(f"{path}mail/", {})
    comment.refresh_from_db()
    assert (comment.tells_decision, comment.tells_replies) == (False, False)


@pytest.mark.row("N5")
def test_the_status_page_refuses_mail_about_its_discussion_only(article: Article) -> None:
    unproved, first = comments.pending(article), heard(article)
    Client().post(f"{status_path(unproved)}mail/", {"refuse": "discussion"})
    assert not MailRefusal.objects.exists()
    path = status_path(first)
    assert "/comments/unsubscribe/" not in Client().get(path).content.decode()
    elsewhere = {"Origin": "https://x.example"}
    for fields in ({"refuse": "discussion"}, {}):
        assert Client().post(f"{path}mail/", fields, headers=elsewhere).status_code == 403
    first.refresh_from_db()
    assert (first.tells_replies, MailRefusal.objects.exists()) == (True, False)
    Client().post(f"{path}mail/", {"refuse": "discussion"})
    assert MailRefusal.objects.get().discussion == first.discussion
    assert "You get no more mail about this discussion" in read(Client().get(path)).text
    subscriptions.refuse(KIM, discussion=None, now=NOW)
    for each in (unproved, first):
        assert "refused all mail" in read(Client().get(status_path(each))).text


def test_nobody_smuggles_in_a_header(article: Article, mailbox: Mailbox) -> None:
    first = heard(article)
    answered(first, name="Eve\r\nBcc: all@x.example", body="a\r\nBcc: all@x.example")
    work()
    [message] = [each for each in mailbox.messages if each["To"] == KIM]
    assert message["Bcc"] is None
