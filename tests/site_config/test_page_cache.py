"""Whatever happens, what the page cache serves equals what Django would render now."""

import datetime as dt
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import labels as label_verbs
from articles import publishing
from articles.errors import EditorialRefusal
from articles.models import Article, CategoryCount, Change, Edition, OpenCount, Outcome
from comments import moderation
from comments.errors import CommentRefused
from comments.models import Comment, Discussion, Mode
from site_config.kit.pagecache import announcing, generation
from site_config.kit.pagecache.addresses import Addressing
from site_config.kit.pagecache.front import PageCache
from site_config.kit.pagecache.generation import Unreachable
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, comments, faqs, labels, pages, people
from tests.support.wsgi import Reader

TITLES = ("Sleeping", "Dreaming", "Waking")
ADDRESSES = (
    "/",
    "/articles/",
    "/feed.xml",
    "/sitemap-articles.xml",
    "/categories/sleep/",
    "/authors/ana-alonso/",
    "/tags/rest/",
    "/faq/",
    "/faq/how-long-is-a-nap/",
    "/about-us/",
    *(f"/articles/{title.lower()}/" for title in TITLES),
)


class UncertainGeneration:
    """The sign of several hosts, whose server may be away. Coming back, it shows another sign."""

    def __init__(self) -> None:
        self.is_away = False
        self._sign = 0

    def current(self) -> bytes:
        if self.is_away:
            raise Unreachable
        return b"%d" % self._sign

    def renew(self) -> None:
        if self.is_away:
            raise Unreachable
        self._sign += 1

    def come_back(self) -> None:
        self.is_away = False
        self._sign += 1


class Readers(RuleBasedStateMachine):
    """Readers meet two processes while editors, moderators, the clock and failures do theirs."""

    shared: UncertainGeneration

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count(1)
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self._clock = time_machine.travel(NOW + 10 * DAY, tick=False)
        self._traveller = self._clock.start()
        self._is_announced = True
        nap = faqs.live(question="How long is a nap?")
        for number, title in enumerate(TITLES):
            articles.live(
                title=title, now=NOW + number * HOUR, tags=[labels.tag("Rest")], faqs=[nap]
            )
        pages.live(title="About us")
        self._processes = [self._started(), self._started()]

    def teardown(self) -> None:
        self._make_sure()
        for address in ADDRESSES:
            for process in range(len(self._processes)):
                self._compare(process, address)
        self._clock.stop()
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)

    @invariant()
    def lists_are_as_long_as_is_kept(self) -> None:
        for kept in OpenCount.objects.all():
            of_kind = Edition.objects.filter(article_kind=kept.article_kind)
            endless = of_kind.filter(outcome=Outcome.CONTENT, live_until=None)
            assert kept.editions == endless.count()
            if kept.article_kind == "article":
                for of_one in CategoryCount.objects.all():
                    assert of_one.editions == endless.filter(category=of_one.category).count()

    # --- What readers do ---

    @rule(process=st.integers(0, 1), address=st.sampled_from(ADDRESSES))
    def read(self, process: int, address: str) -> None:
        if self._is_announced:
            self._compare(process, address)

    def _compare(self, process: int, address: str) -> None:
        host = urlsplit(site_settings.SITE_URL).netloc
        fresh = Client(HTTP_HOST=host).get(address)
        served = self._processes[process].get(address)
        assert served.status == fresh.status_code
        if fresh.status_code == 200:
            assert served.text == fresh.content.decode(), f"{address} is not what it should be"

    # --- What changes pages ---

    @rule(
        title=st.sampled_from(TITLES),
        change=st.sampled_from([Change.MINOR, Change.UPDATE, Change.CORRECTION]),
    )
    def publish(self, title: str, change: Change) -> None:
        def verb(now: dt.datetime) -> None:
            articles.revise(self._article(title), now=now, summary=self._new("Summary"))
            articles.publish(self._article(title), now=now, change=change)

        self._change(verb)

    @rule(title=st.sampled_from(TITLES), minutes=st.integers(1, 30))
    def schedule(self, title: str, minutes: int) -> None:
        def verb(now: dt.datetime) -> None:
            article = self._article(title)
            articles.revise(article, now=now, summary=self._new("Summary to come"))
            articles.publish(article, now=now, at=now + minutes * MINUTE, change=Change.UPDATE)

        self._change(verb)

    @rule(title=st.sampled_from(TITLES))
    def cancel_the_schedule(self, title: str) -> None:
        editor = people.editor()
        article = self._article(title)
        self._change(lambda now: publishing.cancel_schedule(article, by=editor, now=now))

    @rule(title=st.sampled_from(TITLES))
    def withdraw(self, title: str) -> None:
        editor, article = people.editor(), self._article(title)
        self._change(
            lambda now: publishing.withdraw(article, by=editor, now=now, reason="Outdated.")
        )

    @rule(what=st.sampled_from(["category", "tag", "author"]))
    def rename(self, what: str) -> None:
        label = {
            "category": labels.category,
            "tag": lambda: labels.tag("Rest"),
            "author": people.author,
        }[what]()
        label.name = self._new("Name")
        self._change(lambda now: label_verbs.change(label, by=None, now=now))

    @rule(title=st.sampled_from(TITLES))
    def comment(self, title: str) -> None:
        article = self._article(title)
        self._change(lambda now: comments.published(article, now=now, body=self._new("Words")))

    @rule(verb=st.sampled_from([moderation.approve, moderation.mark_spam, moderation.remove]))
    def decide(self, verb: Callable[..., object]) -> None:
        found = Comment.objects.order_by("-pk").first()
        if found is not None:
            self._change(lambda now: verb(found, by=people.moderator(), now=now))

    @rule(mode=st.sampled_from(list(Mode)), minutes=st.integers(0, 30))
    def close_a_discussion(self, mode: Mode, minutes: int) -> None:
        discussion = Discussion.objects.order_by("pk").first()
        if discussion is None:
            return
        self._change(
            lambda now: moderation.set_mode(
                discussion,
                mode,
                closes_at=now + minutes * MINUTE if minutes else None,
                by=people.moderator(),
                now=now,
            )
        )

    def _change(self, verb: Callable[[dt.datetime], object], *, is_killed: bool = False) -> None:
        """Let a verb do its work; what it refuses is none."""
        with TestCase.captureOnCommitCallbacks(execute=not is_killed):
            try:
                with transaction.atomic():
                    verb(timezone.now())
            except (EditorialRefusal, CommentRefused):
                pass

    # --- What happens beside ---

    @rule(seconds=st.integers(1, 1800))
    def wait(self, seconds: int) -> None:
        self._traveller.shift(seconds)

    @rule(process=st.integers(0, 1))
    def start_a_process_anew(self, process: int) -> None:
        self._processes[process] = self._started()

    @rule()
    def lose_the_server(self) -> None:
        self.shared.is_away = True

    @rule()
    def find_the_server_again(self) -> None:
        if self.shared.is_away:
            self.shared.come_back()

    @rule(title=st.sampled_from(TITLES))
    def be_killed_after_a_commit(self, title: str) -> None:
        article = self._article(title)
        self._change(
            lambda now: comments.published(article, now=now, body=self._new("Last words")),
            is_killed=True,
        )
        self._is_announced = False

    @rule()
    def tick(self) -> None:
        announcing.announce()
        self._is_announced = True

    def _make_sure(self) -> None:
        self.find_the_server_again()
        self.tick()

    def _started(self) -> Reader:
        announcing.announce()
        self._is_announced = True
        addressing = Addressing(
            site_settings.SITE_URL, session_cookie="sessionid", behind_proxy=False
        )
        return Reader(PageCache(WSGIHandler(), addressing, self.shared, limit=1_000_000))

    def _article(self, title: str) -> Article:
        return Article.objects.get(slug=title.lower())

    def _new(self, what: str) -> str:
        return f"{what} {next(self._numbers)}"


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.row("O3")
def test_what_is_served_is_what_would_be_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    class OfThisTest(Readers):
        def __init__(self) -> None:
            self.shared = UncertainGeneration()
            monkeypatch.setattr(generation, "shared", lambda: self.shared)
            super().__init__()

    run_state_machine_as_test(
        OfThisTest,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
