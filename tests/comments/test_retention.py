"""What is forgotten after a while: spam, what nobody confirmed, and networks."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles import reports as article_reports
from articles.models import ErrorReport
from comments import moderation, retention
from comments.models import Comment, Discussion, ImportedComment, Report, State, Vote
from comments.wordpress.importing import bring
from site_config.kit import client as readers_client
from tests.builders import DAY, NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.support.wordpress_items import comment as record
from tests.support.wordpress_items import item

pytestmark = pytest.mark.django_db

SPAM_DAYS, UNCONFIRMED_DAYS, NETWORK_DAYS = 10, 20, 5
LATER = NOW + 30 * DAY


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> None:
    settings.COMMENTS_SPAM_KEPT_DAYS = SPAM_DAYS
    settings.COMMENTS_UNCONFIRMED_KEPT_DAYS = UNCONFIRMED_DAYS
    settings.NETWORKS_KEPT_DAYS = NETWORK_DAYS
    cache.clear()


def prune(days: int = 30, **options: bool) -> int:
    return sum(retention.prune(now=NOW + days * DAY, **options))


@pytest.mark.row("CM20")
class TestPruning:
    def test_spam_and_what_nobody_confirmed_goes_and_nothing_else(self) -> None:
        article = articles.live()
        kept = [
            comments.published(article),
            comments.rejected(article),
            comments.removed(article),
            confirmed := comments.pending(article),
        ]
        Comment.objects.filter(pk=confirmed.pk).update(confirmed_at=NOW)
        comments.spam(article)
        comments.pending(article)
        assert prune(dry_run=True) == 2
        assert Comment.objects.count() == 6
        assert prune() == 2
        assert set(Comment.objects.all()) == set(kept)
        discussion = Discussion.objects.get()
        assert (discussion.published_count, discussion.pending_count) == (1, 1)
        assert prune() == 0, "it may run twice"

    @pytest.mark.parametrize(
        ("days", "left"),
        [
            (SPAM_DAYS - 1, {"spam", "pending"}),
            (SPAM_DAYS, {"pending"}),
            (UNCONFIRMED_DAYS - 1, {"pending"}),
            (UNCONFIRMED_DAYS, set()),
        ],
    )
    def test_each_has_its_days(self, days: int, left: set[str]) -> None:
        article = articles.live()
        comments.spam(article)
        comments.pending(article)
        prune(days)
        assert set(Comment.objects.values_list("state", flat=True)) == left

    def test_the_days_of_spam_begin_when_it_was_found_out(self) -> None:
        comment = comments.published(articles.live())
        moderation.mark_spam(comment, by=people.moderator(), now=NOW + 25 * DAY)
        assert prune() == 0
        assert prune(40) == 1

    def test_what_readers_once_saw_is_not_lost_for_being_held_again(self) -> None:
        comment = comments.pending(articles.live())
        moderator = people.moderator()
        moderation.approve(comment, by=moderator, now=NOW)
        moderation.undo(comment, by=moderator, now=NOW)
        assert comment.state == State.PENDING
        assert prune(99) == 0

    def test_a_thread_is_never_torn(self) -> None:
        article = articles.live()
        first = comments.published(article)
        answer = comments.published(article, parent=first)
        moderation.mark_spam(first, by=people.moderator(), now=NOW)
        assert prune() == 0
        moderation.mark_spam(answer, by=people.moderator(), now=NOW)
        assert prune() == 2, "the answer first"
        assert Comment.objects.count() == 0

    def test_zero_days_keep_it_for_ever(self, settings: Settings) -> None:
        settings.COMMENTS_SPAM_KEPT_DAYS = settings.COMMENTS_UNCONFIRMED_KEPT_DAYS = 0
        comments.spam(articles.live())
        comments.pending(articles.live())
        assert prune(9_999) == 0

    def test_in_batches_of_constant_cost(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retention, "BATCH", 3)
        article = articles.live()
        for _ in range(8):
            comments.spam(article)
        costs = []
        batches = retention.prune(now=LATER)
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert next(batches) == 3
            costs.append(len(queries))
        assert costs[0] == costs[1]
        assert list(batches) == [2]

    def test_what_was_decided_between_looking_and_deleting_stays(self) -> None:
        comment = comments.spam(articles.live())
        moderation.approve(comment, by=people.moderator(), now=LATER)
        deleted = retention._delete([comment.pk], {comment.discussion_id}, State.SPAM)
        assert (deleted, Comment.objects.count()) == ([], 1)

    @pytest.mark.row("I12")
    def test_a_second_import_does_not_bring_it_back(self) -> None:
        article = articles.live()
        there = item(comments=[record(1, approved="spam"), record(2, approved="0")])
        bring(article, there, source="x", is_new=False, now=NOW)
        assert prune(SPAM_DAYS - 1) == 0, "counted from the import, however old they are"
        assert prune() == 1, "nobody has asked the writer of the other to confirm anything"
        again = bring(article, there, source="x", is_new=False, now=LATER)
        assert (again.created, again.unchanged) == (0, 2)
        assert Comment.objects.get().state == State.PENDING
        assert ImportedComment.objects.count() == 2

    def test_the_command_counts_first_and_says_how_far_it_is(
        self, time_machine: TimeMachineFixture
    ) -> None:
        comments.spam(articles.live())
        time_machine.move_to(LATER, tick=False)
        out, progress = io.StringIO(), io.StringIO()
        call_command("prune_comments", "--dry-run", stdout=out, stderr=progress)
        call_command("prune_comments", stdout=out, stderr=progress)
        assert out.getvalue() == "1 comments would be deleted.\n1 comments deleted.\n"
        assert progress.getvalue() == "1 comments so far\n" * 2


@pytest.mark.row("P2")
class TestNetworks:
    def test_they_are_forgotten_and_what_they_counted_for_stays(self) -> None:
        article = articles.live()
        old = comments.posted(article, network="a" * 32)
        young = comments.posted(article, network="a" * 32, now=LATER)
        sent = article_reports.Message(ErrorReport.Sort.WRONG, "No.", network="a" * 32)
        article_reports.report(article.pk, sent, now=NOW)
        for number in "ab":
            Vote.objects.create(comment=old, voter=number * 32, at=NOW)
            Report.objects.create(comment=old, sort="abuse", reporter=number * 32, at=NOW)
        assert sum(retention.forget_networks(now=LATER)) == 5
        assert article_reports.forget_networks(now=LATER) == 1
        assert sum(retention.forget_networks(now=LATER)) == 0
        assert dict(Comment.objects.values_list("pk", "network")) == {
            old.pk: "",
            young.pk: "a" * 32,
        }
        kept = {*Vote.objects.values_list("voter", flat=True)}
        kept |= {*Report.objects.values_list("reporter", flat=True)}
        assert (Vote.objects.count(), Report.objects.count()) == (2, 2)
        assert all(each.startswith("-") for each in kept)
        assert ErrorReport.objects.get().network == ""

    def test_in_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retention, "BATCH", 2)
        for _ in range(3):
            comments.posted(articles.live(), network="a" * 32)
        assert list(retention.forget_networks(now=LATER)) == [2, 1]

    def test_zero_days_store_none_at_all(self, settings: Settings) -> None:
        article = articles.live()
        send(article, body="Known.")
        settings.NETWORKS_KEPT_DAYS = 0
        send(article, body="Unknown.")
        kept = dict(Comment.objects.values_list("body", "network"))
        assert kept["Known."]
        assert kept["Unknown."] == ""
        assert readers_client.network_hash(RequestFactory().get("/")) == ""


@pytest.mark.row("CM20")
@pytest.mark.row("P2")
def test_tick_does_it_every_day(time_machine: TimeMachineFixture) -> None:
    article = articles.live()
    comments.spam(article)
    comments.published(article, network="a" * 32)
    time_machine.move_to(LATER, tick=False)
    call_command("tick", stdout=io.StringIO())
    assert Comment.objects.get().network == ""
    comments.spam(article)
    call_command("tick", stdout=io.StringIO())
    assert Comment.objects.filter(state=State.SPAM).count() == 1, "tomorrow"
    time_machine.move_to(LATER + DAY, tick=False)
    call_command("tick", stdout=io.StringIO())
    assert Comment.objects.filter(state=State.SPAM).count() == 0


@pytest.mark.row("CM20")
def test_a_tick_leaves_what_is_too_much_for_the_next(
    time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    monkeypatch.setattr("site_config.management.commands.tick.BATCHES", 2)
    article = articles.live()
    for _ in range(3):
        comments.spam(article)
    time_machine.move_to(LATER, tick=False)
    left = []
    for _ in range(2):
        call_command("tick", stdout=io.StringIO())
        left.append(Comment.objects.count())
    assert left == [1, 0]
