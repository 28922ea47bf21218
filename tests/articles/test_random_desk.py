"""Random people take random steps; whatever they do, a few things hold."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import editing, publishing, restoring, schedules, snapshots, workflow
from articles.errors import EditorialRefusal
from articles.models import Article, Edition, HistoryEntry, Outcome, SignOff
from tests.builders import HOUR, NOW, articles, people

PEOPLE = {
    "writer": people.writer,
    "editor": people.editor,
    "second editor": lambda: people.editor("second"),
    "reviewer": people.reviewer,
    "administrator": people.administrator,
    "moderator": people.moderator,
}
# Those who may do most come most often, so that something happens.
ANYBODY = st.sampled_from([*PEOPLE, "editor", "editor", "second editor", "administrator"])
BEGINNINGS = [articles.draft, articles.in_review, articles.approved, articles.live]


class Desk(RuleBasedStateMachine):
    """One article, and a clock that each step moves on by an hour."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = NOW
        self.lines = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize(begin=st.sampled_from(BEGINNINGS))
    def start(self, begin: Any) -> None:
        article = begin(now=self.now)
        self.pk = article.pk
        self.lines = article.history.count()

    @property
    def article(self) -> Article:
        return Article.objects.get(pk=self.pk)

    def take(self, verb: Any, *of: Any, by: str, leaves: int = 1, **options: Any) -> None:
        """Take a step; one that succeeds leaves its lines, one that is refused leaves none."""
        self.now += HOUR
        self.lines += schedules.follow_up(now=self.now)
        try:
            verb(*of, by=self._account(by), now=self.now, **options)
        except EditorialRefusal:
            return
        self.lines += leaves

    def _account(self, name: str) -> User:
        return PEOPLE[name]()

    @rule(by=ANYBODY, title=st.text("abc", min_size=1, max_size=3))
    def save(self, by: str, title: str) -> None:
        article = self.article
        data = {**snapshots.take(article), "title": title}
        version = article.version
        self.take(editing.save, article, data, base_version=version, by=by, note="Changed")

    @rule(by=ANYBODY, number=st.integers(1, 5))
    def restore(self, by: str, number: int) -> None:
        article = self.article
        old = article.revisions.filter(number=number).first() or editing.latest_revision(article)
        self.take(restoring.restore, article, old, base_version=article.version, by=by)

    @rule(by=ANYBODY)
    def submit(self, by: str) -> None:
        self.take(workflow.submit, self.article, by=by)

    @rule(by=ANYBODY)
    def request_changes(self, by: str) -> None:
        self.take(workflow.request_changes, self.article, by=by, note="More")

    @rule(by=ANYBODY)
    def approve(self, by: str) -> None:
        self.take(workflow.approve, editing.latest_revision(self.article), by=by)

    @rule(by=ANYBODY)
    def sign_off(self, by: str) -> None:
        self.take(workflow.sign_off, editing.latest_revision(self.article), by=by)

    @rule(by=ANYBODY, hours=st.sampled_from([None, -1, 1, 2, 5]))
    def publish(self, by: str, hours: int | None) -> None:
        at = None if hours is None else self.now + HOUR + hours * HOUR
        self.take(publishing.publish, editing.latest_revision(self.article), by=by, at=at)

    @rule(hours=st.sampled_from([None, 1, 3]))
    def go_the_whole_way(self, hours: int | None) -> None:
        """What chance alone seldom brings together."""
        self.submit(by="administrator")
        self.approve(by="second editor")
        self.publish(by="editor", hours=hours)

    @rule(by=ANYBODY)
    def cancel(self, by: str) -> None:
        self.take(publishing.cancel_schedule, self.article, by=by)

    @rule(by=ANYBODY)
    def withdraw(self, by: str) -> None:
        """It cancels what is scheduled, which leaves a line of its own."""
        cancelled = Edition.objects.filter(article=self.pk).ahead(self.now + HOUR).count()
        self.take(publishing.withdraw, self.article, by=by, leaves=1 + cancelled, reason="Wrong")

    @invariant()
    def readers_have_one_edition_at_most(self) -> None:
        found = Edition.objects.filter(article=self.pk)
        moments = [self.now + hours * HOUR for hours in range(7)]
        assert all(found.live(moment).count() <= 1 for moment in moments)
        assert found.ahead(self.now).count() <= 1

    @invariant()
    def each_step_left_a_line(self) -> None:
        assert HistoryEntry.objects.filter(article=self.pk).count() == self.lines

    @invariant()
    def what_readers_see_was_approved(self) -> None:
        live = Edition.objects.live(self.now).filter(article=self.pk, outcome=Outcome.CONTENT)
        for edition in live:
            approvals = edition.revision.sign_offs.filter(sort=SignOff.Sort.EDITORIAL)
            assert approvals.exclude(by=edition.revision.created_by_id).exists()
            assert edition.title == edition.revision.data["title"]

    @invariant()
    def revisions_are_numbered_without_gaps(self) -> None:
        numbers = self.article.revisions.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.row("E1")
@pytest.mark.usefixtures("clock")
def test_whatever_people_do() -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
