"""Mail to moderators about comments that wait: queued while posting, sent by the worker."""

from email.message import EmailMessage

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles.models import MailPreference
from comments import moderation, news, notifications
from comments.models import Comment, ModeratorMails, Notice, State
from comments.notifications import mail_moderators, mail_of_new
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.support.local_servers import free_port
from tests.support.reading import read
from tests.support.servers import Mailbox, sending_to
from tests.support.worker import work

# The worker claims tasks in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)


TASKS = DBTaskResult._meta.db_table


def told() -> list[str]:
    """Let the worker do what is queued; return to whom letters about comments were written."""
    work()
    about_comments = Letter.objects.filter(once__startswith="comment ")
    return list(about_comments.order_by("to").values_list("to", flat=True))


def queued() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=mail_of_new.module_path)


def about_comments(mailbox: Mailbox) -> list[EmailMessage]:
    """What was mailed about comments; making an article live is told to its writer as well."""
    return [each for each in mailbox.messages if "A comment waits" in each["Subject"]]


@pytest.mark.row("N1")
def test_a_comment_that_waits_is_mailed_to_every_moderator_and_nobody_else(
    mailbox: Mailbox,
) -> None:
    people.writer()
    people.editor()
    people.reviewer()
    people.moderator("mo")
    people.administrator("ada")
    for name in ("left", "silent"):
        person = people.moderator(name)
        person.is_active, person.email = name != "left", "" if name == "silent" else person.email
        person.save()
    send(articles.live(), name="Kim", body="Is honey safe?", email="kim@secret.example")
    assert mailbox.messages == []
    work()
    assert sorted(message["To"] for message in about_comments(mailbox)) == [
        "ada@desk.example",
        "mo@desk.example",
    ]


@pytest.mark.row("N1")
def test_the_mail_says_who_wrote_what_where_why_it_waits_and_where_to_decide(
    mailbox: Mailbox, settings: Settings
) -> None:
    settings.SITE_URL = "https://health.example"
    people.moderator()
    comments.posted(
        articles.live(title="Sleep & “rest”"),
        name="Kim <script>",
        body="Is honey safe?\nAnd > milk?",
        email="kim@secret.example",
    )
    work()
    [message] = about_comments(mailbox)
    text = message.get_content().replace("\r\n", "\n")
    address = f"https://health.example/admin/comments/comment/{Comment.objects.get().pk}/change/"
    assert message["Subject"].strip() == "A comment waits on “Sleep & “rest””"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    for words in ("Kim <script>", "Is honey safe?\nAnd > milk?", "Every comment waits", address):
        assert words in text
    assert "https://health.example/articles/sleep-rest/" in text
    for decision in ("approve", "reject", "spam"):
        assert address.replace("change", f"decide/{decision}") in text
    assert "kim@secret.example" not in message.as_string()


@pytest.mark.usefixtures("publish_at_once")
def test_nothing_is_mailed_about_a_comment_that_is_published_at_once() -> None:
    people.moderator()
    send(articles.live())
    assert told() == []


def test_a_retry_is_not_mailed_again() -> None:
    people.moderator()
    article = articles.live()
    send(article)
    send(article)
    assert told() == ["moderator@desk.example"]


@pytest.mark.parametrize("verb", [moderation.approve, moderation.mark_spam, Comment.delete])
def test_nothing_is_mailed_about_what_was_decided_meanwhile(verb) -> None:
    moderator = people.moderator()
    comment = comments.pending(articles.live())
    if verb is Comment.delete:
        # Nobody is thanked or linked to any more.
        Comment.objects.filter(pk=comment.pk).update(thread=None)
        comment.delete()
    else:
        verb(comment, by=moderator, now=NOW)
    assert told() == []


def test_an_address_that_is_refused_keeps_nobody_else_uninformed(mailbox: Mailbox) -> None:
    people.moderator("max")
    broken = people.moderator("mo")
    broken.email = "mo@desk.example\nBcc: all@desk.example"
    broken.save()
    people.moderator("zoe")
    send(articles.live())
    assert set(work()) == {"SUCCESSFUL"}
    assert sorted(message["To"] for message in about_comments(mailbox)) == [
        "max@desk.example",
        "zoe@desk.example",
    ]
    assert "desk.example" not in Letter.objects.get(failed_at__isnull=False).last_error


def test_a_task_that_is_done_again_tells_nobody_twice() -> None:
    people.moderator("mo")
    people.moderator("max")
    comment = comments.pending(articles.live())
    assert mail_moderators.call(comment.pk) == 2
    assert mail_moderators.call(comment.pk) == 0
    assert told() == ["max@desk.example", "mo@desk.example"]


@pytest.mark.row("N7")
def test_a_task_that_has_not_begun_brings_the_news_of_what_comes_after_it() -> None:
    people.moderator()
    article = articles.live()
    for body in ("One.", "Two.", "Three."):
        send(article, body=body)
    assert len(queued()) == 1
    assert told() == ["moderator@desk.example"] * 3
    send(article, body="Four.")
    assert len(queued()) == 2
    assert told() == ["moderator@desk.example"] * 4


@pytest.mark.row("N7")
def test_a_comment_written_after_the_worker_began_has_a_task_of_its_own() -> None:
    people.moderator()
    article = articles.live()
    send(article, body="One.")
    queued().update(status="RUNNING")
    send(article, body="Two.")
    assert len(queued()) == 2


@pytest.mark.row("N7")
def test_what_no_mail_has_room_for_is_noted_by_one_task_a_while_later(settings: Settings) -> None:
    settings.COMMENTS_MAILS_PER_HOUR = 1
    people.moderator()
    article = articles.live()
    for body in ("One.", "Two."):
        send(article, body=body)
    assert told() == ["moderator@desk.example"]
    later = queued().get(status="READY")
    for body in ("Three.", "Four."):
        send(article, body=body)
    work()
    assert list(queued().filter(status="READY")) == [later]
    assert Notice.objects.count() == 2
    queued().update(run_after=timezone.now())
    assert told() == ["moderator@desk.example"]
    assert Notice.objects.filter(told_at=None).count() == 3
    assert queued().filter(status="READY").count() == 1


@pytest.mark.row("N7")
def test_a_task_about_to_begin_is_not_relied_upon_unless_it_is_locked() -> None:
    people.moderator()
    article = articles.live()
    soon = timezone.now() + news.POSTED / 2
    mail_of_new.using(run_after=soon).enqueue(timezone.now().isoformat())
    with CaptureQueriesContext(connection) as queries:
        send(article)
    looks = [query["sql"] for query in queries if f'FROM "{TASKS}"' in query["sql"]]
    assert len(looks) == 2
    assert queued().count() == 1
    queued().update(run_after=timezone.now() + (news.POSTED + news.TOGETHER) / 2)
    with CaptureQueriesContext(connection) as queries:
        send(article, body="Another.")
    looks = [query["sql"] for query in queries if f'FROM "{TASKS}"' in query["sql"]]
    assert len(looks) == 1, "it is one of the facts"
    assert queued().count() == 1


def test_the_task_that_brings_news_has_its_name() -> None:
    assert mail_of_new.module_path == news.TASK


@pytest.mark.row("N7")
def test_news_of_one_comment_stand_for_no_other() -> None:
    people.moderator()
    article = articles.live()
    mail_moderators.enqueue(comments.pending(article).pk)
    DBTaskResult.objects.exclude(task_path=mail_moderators.module_path).delete()
    send(article)
    assert told() == ["moderator@desk.example"] * 2


def test_posting_works_while_no_mail_can_be_sent() -> None:
    people.moderator()
    article = articles.live()
    with sending_to(free_port()):
        assert send(article).status_code == 303
        assert Comment.objects.get().state == State.PENDING
        assert set(work()) == {"SUCCESSFUL"}
        assert send(article, body="A second one.").status_code == 303
    assert Comment.objects.count() == 2


def test_a_comment_that_was_not_saved_is_not_mailed() -> None:
    people.moderator()
    send(articles.live(), name="")
    send(articles.live(), parent="4711")
    assert told() == []


@pytest.mark.row("N1")
def test_what_is_held_again_is_news_once_more() -> None:
    mo = people.moderator("mo")
    comment = comments.pending(articles.live())
    assert mail_moderators.call(comment.pk) == 1
    moderation.approve(comment, by=mo, now=NOW)
    moderation.undo(comment, by=mo, now=NOW)
    assert mail_moderators.call(comment.pk) == 1
    assert mail_moderators.call(comment.pk) == 0


@pytest.mark.row("N1")
class TestDigest:
    """Above COMMENTS_MAILS_PER_HOUR; the tasks run as often as comments are posted."""

    @pytest.fixture(autouse=True)
    def clock(self, settings: Settings, time_machine: TimeMachineFixture) -> TimeMachineFixture:
        settings.COMMENTS_MAILS_PER_HOUR = 2
        time_machine.move_to(NOW, tick=False)
        people.moderator("mo")
        return time_machine

    def come(self, count: int) -> list[int]:
        """That many comments, and how many letters were written about each."""
        article = articles.live()
        return [mail_moderators.call(comments.pending(article).pk) for _ in range(count)]

    def subjects(self) -> list[str]:
        sent = Letter.objects.filter(subject__contains="wait").order_by("pk")
        return list(sent.values_list("subject", flat=True))

    def test_above_some_an_hour_there_is_one_mail(self) -> None:
        assert self.come(5) == [1, 1, 0, 0, 0]
        assert notifications.send_digest(now=NOW + 59 * MINUTE) == 0
        assert notifications.send_digest(now=NOW + HOUR) == 1
        assert self.subjects()[2:] == ["3 comments wait"]
        assert notifications.send_digest(now=NOW + 3 * HOUR) == 0, "of each comment once"

    def test_many_new_ones_at_once_cost_no_more_than_some(self) -> None:
        article = articles.live()
        costs = []
        for count in (3, 9):
            Notice.objects.all().delete()
            for number in range(count):
                comments.pending(article, body=f"Question {count}.{number}?")
            with CaptureQueriesContext(connection) as queries:
                assert mail_of_new.call(NOW.isoformat()) == 2
            costs.append(len(queries))
        assert costs[0] == costs[1]
        told = Notice.objects.order_by("comment_id").values_list("told_at", flat=True)
        assert list(told) == [NOW, NOW, *[None] * 10]

    def test_the_hour_after_has_mails_of_its_own(self, clock: TimeMachineFixture) -> None:
        self.come(3)
        clock.move_to(NOW + HOUR, tick=False)
        assert self.come(1) == [1]

    def test_it_says_who_wrote_what_where_why_and_where_to_decide(self, settings: Settings) -> None:
        settings.COMMENTS_MAILS_PER_HOUR = 0
        comment = comments.pending(
            articles.live(title="Sleep & “rest”"), name="Kim <b>", body="Is > honey safe?"
        )
        assert mail_moderators.call(comment.pk) == 0
        notifications.send_digest(now=NOW + HOUR)
        text = Letter.objects.latest("pk").text
        for words in ("Kim <b> on “Sleep & “rest””:", "Is > honey safe?", "Every comment waits"):
            assert words in text
        assert f"/admin/comments/comment/{comment.pk}/change/" in text
        assert "kim@reader.example" not in text

    def test_what_was_decided_meanwhile_is_left_out(self) -> None:
        self.come(4)
        for comment in Comment.objects.pending():
            moderation.approve(comment, by=people.moderator("mo"), now=NOW)
        assert notifications.send_digest(now=NOW + HOUR) == 0
        assert Notice.objects.filter(told_at=None).count() == 0

    def test_a_long_one_is_cut_and_costs_no_more(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(notifications, "LISTED", 2)
        settings.COMMENTS_MAILS_PER_HOUR = 0
        costs = []
        for hour, count in enumerate((2, 6)):
            self.come(count)
            Notice.objects.filter(told_at=None).update(at=NOW)
            with CaptureQueriesContext(connection) as queries:
                assert notifications.send_digest(now=NOW + (hour + 1) * HOUR) == 1
            costs.append(len(queries))
        assert costs[0] == costs[1]
        assert "4 more comments wait." in Letter.objects.latest("pk").text

    def test_notices_are_forgotten(self) -> None:
        self.come(3)
        notifications.send_digest(now=NOW + HOUR)
        notifications.forget_old(now=NOW + 2 * DAY)
        assert not Notice.objects.exists()


@pytest.mark.row("N2")
class TestLinksOfMails:
    @pytest.mark.parametrize("decision", ["approve", "reject", "spam"])
    def test_looking_changes_nothing_and_the_button_does(
        self, decision: str, client: Client
    ) -> None:
        comment = comments.pending(articles.live(), body="Is honey safe?")
        path = f"/admin/comments/comment/{comment.pk}/decide/{decision}/"
        assert client.get(path)["Location"].startswith("/admin/login/")
        client.force_login(people.moderator())
        before = list(Comment.objects.values())
        client.head(path)
        page = read(client.get(path))
        assert "Is honey safe?" in page.text
        assert list(Comment.objects.values()) == before
        form = page.one("form", class_="decide")
        sent = {"decision": form.one("button")["value"], "reason": "abuse"}
        client.post(form["action"], sent)
        last = comment.decisions.get()
        states = {"approve": State.PUBLISHED, "reject": State.REJECTED, "spam": State.SPAM}
        assert last.to_state == states[decision]
        assert last.reason == ("abuse" if decision == "reject" else "")

    def test_who_comes_late_reads_who_decided(self, client: Client) -> None:
        comment = comments.published(articles.live())
        client.force_login(people.moderator("other"))
        page = read(client.get(f"/admin/comments/comment/{comment.pk}/decide/spam/"))
        assert page.all("form", class_="decide") == []
        assert "Somebody has decided" in page.text
        assert "Published: moderator" in page.text

    @pytest.mark.parametrize("rest", ["1/decide/undo/", "9" * 30 + "/decide/spam/"])
    def test_nonsense_is_not_found(self, rest: str, client: Client) -> None:
        client.force_login(people.moderator())
        assert client.get(f"/admin/comments/comment/{rest}").status_code == 404


@pytest.mark.row("N1")
def test_moderators_choose_whether_they_are_told(client: Client) -> None:
    client.force_login(people.moderator("mo"))
    people.moderator("max")
    assert "A comment waits for a moderator" in read(client.get("/admin/my-mails/")).text
    assert client.post("/admin/my-mails/", {"noted": "on"}).status_code == 302
    assert (ModeratorMails.objects.get().waiting, MailPreference.objects.get().noted) == (
        False,
        True,
    )
    send(articles.live())
    assert told() == ["max@desk.example"]
    client.force_login(people.editor())
    assert "comment" not in read(client.get("/admin/my-mails/")).one("fieldset").text


def test_where_a_site_begins_with_comments_nobody_is_told_of_them() -> None:
    article = articles.live()
    for number in range(3):
        comments.pending(article, body=f"Staged {number}.")
    Notice.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        notifications.tell_nobody(now=NOW)
    asked = [query["sql"].split()[0] for query in queries]
    assert (asked.count("SELECT"), asked.count("INSERT")) == (1, 1)
    assert Notice.objects.filter(told_at=NOW).count() == 3
