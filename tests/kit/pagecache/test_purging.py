"""A page is served only while nothing that it shows was purged since its rendering began."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from time_machine import TimeMachineFixture

from site_config.kit.pagecache import announcing, journal, purging
from site_config.kit.pagecache.generation import Unreachable
from site_config.kit.pagecache.models import EVERYTHING, Purge
from tests.kit.pagecache.changing import change, change_unannounced
from tests.kit.pagecache.shelves import MEANWHILE, RENDERED, SHELVES
from tests.kit.pagecache.workers import start
from tests.support.clock import DAY, HOUR, MINUTE, NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.kit.pagecache.toy_site"),
    pytest.mark.row("O3"),
]

TEA, NUTS = "/shelves/tea/", "/shelves/nuts/"


class Capricious:
    """A generation that cannot be reached whenever a test says so."""

    def __init__(self) -> None:
        self.is_down = False
        self.sign = 0

    def current(self) -> bytes:
        if self.is_down:
            raise Unreachable
        return b"%d" % self.sign

    def renew(self) -> None:
        if self.is_down:
            raise Unreachable
        self.sign += 1


def test_a_change_is_seen_on_the_next_request_of_every_process() -> None:
    workers = [start() for _ in range(3)]
    for worker in workers:
        assert (worker.get(TEA).text, worker.get(NUTS).text) == ("Green tea", "Walnuts")
    change("tea", "Black tea")
    RENDERED.clear()
    for worker in workers:
        assert (worker.get(TEA).text, worker.get(NUTS).text) == ("Black tea", "Walnuts")
    assert RENDERED == {"tea": 3}, "what did not change stays as it is"


def test_every_page_that_shows_it_goes() -> None:
    reader = start()
    reader.get(f"{TEA}?page=2")
    change("tea", "Black tea")
    assert reader.get(f"{TEA}?page=2").text == "Black tea 2"


def test_a_purge_during_a_rendering_wins() -> None:
    reader = start()

    def interrupt() -> None:
        MEANWHILE.clear()
        change("tea", "Black tea")

    MEANWHILE.append(interrupt)
    assert reader.get(TEA).text == "Green tea", "this reader came before the change"
    assert reader.get(TEA).text == "Black tea"
    assert reader.get(TEA).text == "Black tea"
    assert RENDERED["tea"] == 2


def test_other_purges_during_a_rendering_do_no_harm() -> None:
    reader = start()
    MEANWHILE.append(lambda: change("nuts", "Hazelnuts"))
    reader.get(TEA)
    MEANWHILE.clear()
    reader.get(TEA)
    assert RENDERED["tea"] == 1


def test_everything_can_be_purged() -> None:
    reader = start()
    reader.get(TEA)
    with transaction.atomic():
        purging.purge([EVERYTHING])
    announcing.announce()
    reader.get(TEA)
    assert RENDERED["tea"] == 2


def test_a_change_known_ahead_is_seen_at_its_moment(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    early, late = start(), start()
    early.get(TEA)
    change("tea", "Black tea", at=NOW + HOUR)
    time_machine.move_to(NOW + HOUR - MINUTE, tick=False)
    for reader in (early, late, early):
        assert reader.get(TEA).text == "Green tea"
    assert RENDERED["tea"] == 2, "one rendering each"
    time_machine.move_to(NOW + HOUR, tick=False)
    SHELVES["tea"] = "Black tea"
    for reader in (early, late, start(), early, late):
        assert reader.get(TEA).text == "Black tea"
    assert RENDERED["tea"] == 5
    time_machine.move_to(NOW + DAY, tick=False)
    early.get(TEA)
    assert RENDERED["tea"] == 5, "a moment that has passed changes nothing more"


def test_a_process_that_starts_later_knows_what_is_ahead(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    change("tea", "Black tea", at=NOW + HOUR)
    reader = start()
    reader.get(TEA)
    time_machine.move_to(NOW + HOUR, tick=False)
    SHELVES["tea"] = "Black tea"
    assert reader.get(TEA).text == "Black tea"


def test_a_moment_that_comes_while_it_is_written_down_counts(
    time_machine: TimeMachineFixture,
) -> None:
    """The page is rendered after the moment, but before the change was committed."""
    time_machine.move_to(NOW, tick=False)
    reader = start()
    assert reader.get(TEA).text == "Green tea"
    change("tea", "Black tea", at=NOW - MINUTE)
    SHELVES["tea"] = "Black tea"
    assert reader.get(TEA).text == "Black tea"


def test_what_a_killed_process_did_not_announce_is_seen_after_a_tick() -> None:
    reader = start()
    reader.get(TEA)
    change_unannounced("tea", "Black tea")
    announcing.announce()
    assert reader.get(TEA).text == "Black tea"


def test_a_purge_that_is_rolled_back_changes_nothing() -> None:
    reader = start()
    reader.get(TEA)
    with transaction.atomic():
        purging.purge(["shelf:tea"])
        transaction.set_rollback(True)
    announcing.announce()
    reader.get(TEA)
    assert RENDERED["tea"] == 1


@pytest.mark.django_db(transaction=True)
def test_a_purge_belongs_into_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError, match="transaction of the change"):
        purging.purge(["shelf:tea"])
    assert not Purge.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_is_announced_after_the_commit() -> None:
    reader = start()
    reader.get(TEA)
    change("tea", "Black tea")
    assert reader.get(TEA).text == "Black tea"


def test_while_nobody_can_say_what_was_purged_every_page_is_rendered() -> None:
    shared = Capricious()
    reader = start(shared)
    reader.get(TEA)
    shared.is_down = True
    for _ in range(3):
        assert reader.get(TEA).text == "Green tea"
    assert RENDERED["tea"] == 4
    change_unannounced("tea", "Black tea")
    assert reader.get(TEA).text == "Black tea"
    shared.is_down = False
    shared.renew()
    assert [reader.get(TEA).text for _ in range(2)] == ["Black tea"] * 2
    assert RENDERED["tea"] == 6


def test_a_failure_during_a_rendering_keeps_the_page_out() -> None:
    shared = Capricious()
    reader = start(shared)
    MEANWHILE.append(lambda: setattr(shared, "is_down", True))
    assert reader.get(TEA).text == "Green tea"
    MEANWHILE.clear()
    shared.is_down = False
    reader.get(TEA)
    assert RENDERED["tea"] == 2


@pytest.mark.django_db(transaction=True)
def test_one_rendering_at_a_time_for_each_page() -> None:
    reader = start()
    reader.get(NUTS)
    everybody_is_here = threading.Event()
    MEANWHILE.append(lambda: everybody_is_here.wait(5))

    def ask(_number: int) -> str:
        try:
            return reader.get(TEA).text
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(ask, number) for number in range(8)]
        # Meanwhile another page is answered.
        assert reader.get(NUTS).text == "Walnuts"
        everybody_is_here.set()
        assert {answer.result() for answer in answers} == {"Green tea"}
    assert RENDERED["tea"] == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_that_nobody_may_keep_is_rendered_for_each() -> None:
    reader = start()

    def ask(_number: int) -> int:
        try:
            return reader.get("/shelves/none/").status
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(ask, range(8))) == [404] * 8


def test_a_journal_of_too_many_keys_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MAX_KEYS", 3)
    reader = start()
    reader.get(TEA)
    for number in range(6):
        change(str(number), "Anything")
    reader.get(TEA)
    assert RENDERED["tea"] == 2
    change("tea", "Black tea")
    assert reader.get(TEA).text == "Black tea"


def test_purges_are_forgotten_when_every_process_knows_them(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(NOW, tick=False)
    sleeper = start()
    sleeper.get(TEA)
    change("tea", "Black tea")
    change("nuts", "Hazelnuts", at=NOW + 30 * DAY)
    time_machine.move_to(NOW + 8 * DAY, tick=False)
    assert purging.forget_old(now=NOW + 8 * DAY) == 1
    assert sleeper.get(TEA).text == "Black tea", "it has slept too long to trust what it has"
    assert Purge.objects.get().keys == ["shelf:nuts"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_commits_are_seen_in_whatever_order_they_come() -> None:
    reader = start()
    reader.get(TEA)
    begun, go_on = threading.Event(), threading.Event()

    def slow_verb() -> None:
        with transaction.atomic():
            purging.purge(["shelf:tea"])
            begun.set()
            go_on.wait(10)
            SHELVES["tea"] = "Black tea"
        connection.close()

    with ThreadPoolExecutor(1) as executor:
        verb = executor.submit(slow_verb)
        begun.wait(10)
        change("nuts", "Hazelnuts")
        assert (reader.get(NUTS).text, reader.get(TEA).text) == ("Hazelnuts", "Green tea")
        go_on.set()
        verb.result()
    assert reader.get(TEA).text == "Black tea"
    RENDERED.clear()
    change("other", "Anything")
    reader.get(NUTS)
    assert RENDERED == {}, "what was read once is not read again"
