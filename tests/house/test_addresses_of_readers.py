"""What readers type as their address is in no line of a log, no task and no mail to others."""

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from articles.models import Article
from comments import moderation
from comments.models import Comment, RejectionReason
from comments.privacy.erasing import erase
from site_config.kit.outbox.models import Letter
from tests.builders import NOW, articles, people
from tests.comments.posting_form import OWN_PAGE, send
from tests.support.worker import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.row("P5")]

ADA, BEN, CYD = (f"zq{name}zq@reader.example" for name in ("ada", "ben", "cyd"))
# Whatever a form offers beside the words; a tick that it does not have is not read.
TICKS = {"tells_decision": "on", "tells_replies": "on", "remember": "on"}


@pytest.fixture
def article(time_machine: TimeMachineFixture) -> Article:
    time_machine.move_to(NOW)
    people.moderator("mo")
    return articles.live()


def post(article: Article, email: str, **fields: str) -> Comment:
    answer = send(article, email=email, body=f"Words of {email[2:5]}.", **TICKS, **fields)
    assert answer.status_code == 303
    return Comment.objects.latest("pk")


def talk(article: Article) -> None:
    """Ada writes, Ben answers, Cyd is rejected; all ask for their data."""
    moderator = people.moderator("mo")
    first = post(article, ADA)
    moderation.approve(first, by=moderator, now=NOW)
    moderation.approve(post(article, BEN, parent=str(first.pk)), by=moderator, now=NOW)
    moderation.reject(post(article, CYD), by=moderator, now=NOW, reason=RejectionReason.ABUSE)
    report = {"sort": "wrong", "body": "Two and two are four.", "email": CYD}
    Client().post(f"{article.desk_path}report/", report, headers=OWN_PAGE)
    for email in (ADA, BEN, CYD):
        Client().post("/privacy/my-data/", {"email": email}, headers=OWN_PAGE)
    # What is refused may be logged as well: a repetition, no address, a forged token.
    send(article, email=ADA, body="Words of ada.")
    send(article, email=f"{ADA} {BEN}", body="No.")
    Client().post(f"/privacy/my-data/{ADA[:5]}/", {"email": ADA}, headers=OWN_PAGE)


def holds(text: str) -> set[str]:
    return {email for email in (ADA, BEN, CYD) if email.split("@")[0] in text.lower()}


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Every line that a logger of this process wrote, tracebacks included."""
    return "\n".join(caplog.handler.format(record) for record in caplog.records)


def test_mail_tells_nobody_the_address_of_another_reader(article: Article) -> None:
    talk(article)
    work()
    messages: list[Any] = mail.outbox
    readers = [message for message in messages if set(message.to) <= {ADA, BEN, CYD}]
    assert {message.to[0] for message in readers} == {ADA, BEN, CYD}
    for message in readers:
        assert holds(message.message().as_string()) == set(message.to)


def test_no_line_of_a_log_and_no_task_holds_an_address(
    article: Article, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        talk(article)
        work()
        erase(ADA, keep_words=False, by=None, now=NOW)
    assert caplog.records
    assert holds(written(caplog)) == set()
    kept = DBTaskResult.objects.values_list("args_kwargs", "return_value", "traceback")
    assert holds(str(list(kept))) == set()


def test_a_mail_server_that_names_the_address_is_not_quoted(
    article: Article, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: EmailMessage, fail_silently: bool = False) -> int:
        [to] = message.to
        raise SMTPRecipientsRefused({to: (550, f"No mailbox <{to}> here".encode())})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with caplog.at_level(logging.DEBUG):
        talk(article)
        work()
    failed = Letter.objects.filter(failed_at__isnull=False)
    assert failed.exists()
    assert holds(str(list(failed.values_list("last_error", flat=True)))) == set()
    assert holds(written(caplog)) == set()
