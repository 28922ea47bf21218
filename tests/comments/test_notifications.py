"""Mail to moderators about comments that wait: queued while posting, sent by the worker."""

from email.message import EmailMessage

import pytest
from pytest_django import Settings

from comments import moderation
from comments.models import Comment, State
from comments.notifications import mail_moderators
from site_config.kit.outbox.models import Letter
from tests.builders import NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.support.local_servers import free_port
from tests.support.servers import Mailbox, sending_to
from tests.support.worker import work

# The worker claims tasks in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def told() -> list[str]:
    """Let the worker do what is queued; return to whom letters about comments were written."""
    work()
    about_comments = Letter.objects.filter(once__startswith="comment ")
    return list(about_comments.order_by("to").values_list("to", flat=True))


def about_comments(mailbox: Mailbox) -> list[EmailMessage]:
    """What was mailed about comments; making an article live is told to its writer as well."""
    return [each for each in mailbox.messages if "A comment waits" in each["Subject"]]


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
    assert mail_moderators.call(comment.pk) == 2
    assert told() == ["max@desk.example", "mo@desk.example"]


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
