"""Mail to moderators about comments that wait: queued while posting, sent by the worker."""

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from comments import moderation
from comments.models import Comment, State
from comments.notifications import mail_moderators
from tests.builders import NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.support.local_servers import free_port
from tests.support.servers import Mailbox

# The worker claims tasks in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(smtp_server: Mailbox, settings: Settings) -> Mailbox:
    """The site sends its mail to this server."""
    use_server(settings, smtp_server.port)
    return smtp_server


def use_server(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5


def work() -> list[str]:
    """Let a worker do all that is queued; return how each task ended, oldest first."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    ).run()
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


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
    # One task finds the moderators, one writes to each.
    assert work() == ["SUCCESSFUL"] * 3
    assert sorted(message["To"] for message in mailbox.messages) == [
        "ada@desk.example",
        "mo@desk.example",
    ]


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
    [message] = mailbox.messages
    text = message.get_content().replace("\r\n", "\n")
    address = f"https://health.example/admin/comments/comment/{Comment.objects.get().pk}/change/"
    assert message["Subject"].strip() == "A comment waits on “Sleep & “rest””"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    for words in ("Kim <script>", "Is honey safe?\nAnd > milk?", "Every comment waits", address):
        assert words in text
    assert "kim@secret.example" not in message.as_string()


@pytest.mark.usefixtures("publish_at_once")
def test_nothing_is_mailed_about_a_comment_that_is_published_at_once(mailbox: Mailbox) -> None:
    people.moderator()
    send(articles.live())
    assert work() == []


def test_a_retry_is_not_mailed_again(mailbox: Mailbox) -> None:
    people.moderator()
    article = articles.live()
    send(article)
    send(article)
    assert work() == ["SUCCESSFUL"] * 2
    assert len(mailbox.messages) == 1


@pytest.mark.parametrize("verb", [moderation.approve, moderation.mark_spam, Comment.delete])
def test_nothing_is_mailed_about_what_was_decided_meanwhile(mailbox: Mailbox, verb) -> None:
    moderator = people.moderator()
    comment = comments.pending(articles.live())
    if verb is Comment.delete:
        # Nobody is thanked or linked to any more.
        Comment.objects.filter(pk=comment.pk).update(thread=None)
        comment.delete()
    else:
        verb(comment, by=moderator, now=NOW)
    assert work() == ["SUCCESSFUL"]
    assert mailbox.messages == []


def test_an_address_that_is_refused_keeps_nobody_else_uninformed(mailbox: Mailbox) -> None:
    people.moderator("max")
    broken = people.moderator("mo")
    broken.email = "mo@desk.example\nBcc: all@desk.example"
    broken.save()
    people.moderator("zoe")
    send(articles.live())
    assert sorted(work()) == ["FAILED", "SUCCESSFUL", "SUCCESSFUL", "SUCCESSFUL"]
    assert sorted(message["To"] for message in mailbox.messages) == [
        "max@desk.example",
        "zoe@desk.example",
    ]


def test_the_task_says_how_many_it_told(mailbox: Mailbox) -> None:
    people.moderator("mo")
    people.moderator("max")
    comment = comments.pending(articles.live())
    assert mail_moderators.call(comment.pk) == 2


def test_posting_works_while_no_mail_can_be_sent(settings: Settings) -> None:
    use_server(settings, free_port())
    people.moderator()
    article = articles.live()
    assert send(article).status_code == 303
    assert Comment.objects.get().state == State.PENDING
    assert work() == ["SUCCESSFUL", "FAILED"]
    assert send(article, body="A second one.").status_code == 303
    assert Comment.objects.count() == 2


def test_a_comment_that_was_not_saved_is_not_mailed(mailbox: Mailbox) -> None:
    people.moderator()
    send(articles.live(), name="")
    send(articles.live(), parent="4711")
    assert work() == []
