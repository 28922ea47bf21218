"""History: each verb leaves exactly one line, and the line outlives the account."""

from collections.abc import Callable

import pytest

from articles import editing, publishing, schedules, workflow
from articles.errors import EditorialRefusal
from articles.history import name_of
from articles.models import Action, Article, HistoryEntry, Stage
from tests.builders import DAY, HOUR, NOW, articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + HOUR


def imported(article: Article) -> object:
    revision = editing.latest_revision(article)
    return publishing.publish_imported(revision, by=None, now=LATER, at=NOW - DAY)


Case = tuple[Callable[..., Article], Callable[[Article], object], Action, tuple[str, str], str]
CASES: dict[str, Case] = {
    "save": (
        articles.draft,
        lambda a: articles.revise(a, title="New", note="Shorter", now=LATER),
        Action.SAVED,
        ("", ""),
        "Shorter",
    ),
    "save what was approved": (
        articles.approved,
        lambda a: articles.revise(a, title="New", now=LATER),
        Action.SAVED,
        (Stage.APPROVED, Stage.DRAFT),
        "",
    ),
    "submit": (
        articles.draft,
        lambda a: workflow.submit(a, by=people.writer(), now=LATER, note="Ready"),
        Action.SUBMITTED,
        (Stage.DRAFT, Stage.IN_REVIEW),
        "Ready",
    ),
    "request changes": (
        articles.in_review,
        lambda a: workflow.request_changes(a, by=people.editor(), now=LATER, note="Why?"),
        Action.CHANGES_REQUESTED,
        (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED),
        "Why?",
    ),
    "approve": (
        articles.in_review,
        lambda a: workflow.approve(
            editing.latest_revision(a), by=people.editor(), now=LATER, note="Good"
        ),
        Action.APPROVED,
        (Stage.IN_REVIEW, Stage.APPROVED),
        "Good",
    ),
    "sign off": (
        articles.in_review,
        lambda a: workflow.sign_off(
            editing.latest_revision(a), by=people.reviewer(), now=LATER, note="Right"
        ),
        Action.SIGNED_OFF,
        ("", ""),
        "Right",
    ),
    "publish": (
        articles.approved,
        lambda a: articles.publish(a, now=LATER, note="New"),
        Action.PUBLISHED,
        ("", ""),
        "New",
    ),
    "schedule": (
        articles.approved,
        lambda a: articles.publish(a, now=LATER, at=LATER + DAY),
        Action.SCHEDULED,
        ("", ""),
        "",
    ),
    "cancel the schedule": (
        articles.scheduled,
        lambda a: publishing.cancel_schedule(a, by=people.editor(), now=LATER),
        Action.UNSCHEDULED,
        ("", ""),
        "",
    ),
    "withdraw": (
        articles.live,
        lambda a: publishing.withdraw(a, by=people.editor(), now=LATER, reason="Wrong"),
        Action.WITHDRAWN,
        ("", ""),
        "Wrong",
    ),
    "follow up": (
        articles.scheduled,
        lambda _a: schedules.follow_up(now=NOW + 2 * DAY),
        Action.WENT_LIVE,
        ("", ""),
        "",
    ),
}


@pytest.mark.parametrize("verb", CASES)
def test_each_verb_leaves_one_line(verb: str) -> None:
    build, call, action, stages, note = CASES[verb]
    article = build()
    before = set(HistoryEntry.objects.values_list("pk", flat=True))
    call(article)
    [line] = HistoryEntry.objects.exclude(pk__in=before)
    assert (line.article_id, line.action) == (article.pk, action)
    assert ((line.from_stage, line.to_stage), line.note) == (stages, note)
    assert line.by_name == (line.by.username if line.by else "The system")


def test_an_import_says_that_it_was_one() -> None:
    article = articles.draft()
    imported(article)
    newest = article.history.first()
    assert newest is not None
    assert newest.note == "As imported"
    assert newest.at == LATER


def test_what_was_refused_leaves_none() -> None:
    article = articles.draft()
    before = article.history.count()
    for call in (
        lambda: workflow.submit(article, by=people.moderator(), now=NOW),
        lambda: publishing.withdraw(article, by=people.editor(), now=NOW, reason="x"),
        lambda: articles.revise(article, title=""),
    ):
        with pytest.raises(EditorialRefusal):
            call()
    assert article.history.count() == before


def test_a_line_outlives_the_account() -> None:
    article = articles.draft(by=people.writer("gone"))
    people.writer("gone").delete()
    line = article.history.get()
    assert (line.by, line.by_name) == (None, "gone")
    assert str(line) == "gone created it"


def test_people_are_named_as_they_want_to_be() -> None:
    user = people.writer()
    user.first_name, user.last_name = "Wanda", "Writer"
    assert name_of(user) == "Wanda Writer"
