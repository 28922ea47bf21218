"""Which pages lie on disk for a proxy, and what makes them go. Clocks are turned by hand."""

import datetime as dt
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from site_config.kit.pagecache import (
    announcing,
    files,
    generation,
    journal,
    page_folder,
    reading,
)
from site_config.kit.pagecache.files import AGAIN, SOON, PageFiles
from site_config.kit.pagecache.generation import FileGeneration
from site_config.kit.pagecache.journal import Journal
from site_config.kit.pagecache.models import EVERYTHING, Purge
from site_config.kit.pagecache.page import Page
from site_config.kit.pagecache.page_folder import LATENESS, WINDOW, PageFolder, window_of
from site_config.kit.pagecache.purging import purge

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.row("O3")]

HTML = ("Content-Type", "text/html; charset=utf-8")
FRAMES = ("X-Frame-Options", "DENY")
ANNOUNCE = announcing.announce
# A second after the rendering of `page`, when it may become a file.
LATER = 2.0


class Clock:
    def __init__(self) -> None:
        self.now = float(window_of(timezone.now().timestamp()) * WINDOW + WINDOW // 2)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (files, journal, page_folder):
        monkeypatch.setattr(module, "time", clock)
    return clock


class Host:
    """One host: its folder of pages, and a process that writes them."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.root = folder / "pages"
        self.folder = PageFolder(self.root)
        self.generation = FileGeneration(folder / "generation")
        self.generation.renew()
        self.journal = Journal(self.generation)
        self.start("first")

    def start(self, release: str) -> PageFiles:
        with self.folder.locked():
            self.folder.begin(release)
        self.files = PageFiles(self.folder, release=release, headers=dict([FRAMES]))
        return self.files

    def page(self, *keys: str, headers: tuple[tuple[str, str], ...] = (HTML, FRAMES)) -> Page:
        """A page that was rendered just now."""
        self.journal.catch_up()
        body = "".join(f"<p>{number}</p>" for number in range(100)).encode()
        return Page(frozenset(keys), list(headers), body, self.journal.mark, self.clock.now)

    def offer(self, address: object, page: Page) -> float:
        return self.files.offer(address, page, self.journal)

    def keep(self, address: str, *keys: str) -> None:
        page = self.page(*keys)
        self.clock.now += LATER
        self.offer(address, page)

    def on_disk(self) -> set[str]:
        """What a proxy finds, without window and encoding."""
        found = [path.relative_to(self.root) for path in self.root.glob("*/*/**/*.*")]
        return {"/".join(path.parts[2:]) for path in found}

    def announce(self) -> None:
        self.generation.renew()
        with self.folder.locked():
            self.folder.apply_purges()


@pytest.fixture
def host(tmp_path: Path, clock: Clock) -> Host:
    return Host(tmp_path, clock)


@pytest.fixture(autouse=True)
def _no_announcements(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests announce themselves, to come between commit and announcement."""
    monkeypatch.setattr(announcing, "announce", lambda: None)
    return


def change(*keys: str, seconds: float | None = None, clock: Clock | None = None) -> None:
    moment = dt.datetime.fromtimestamp(clock.now + seconds, dt.UTC) if clock and seconds else None
    with transaction.atomic():
        purge(keys, at=moment)


def test_a_page_is_kept_in_every_encoding(host: Host) -> None:
    page = host.page("article:1")
    assert host.offer("/articles/one/", page) == int(page.rendered_at) + 1
    assert host.on_disk() == set()
    host.clock.now += LATER
    assert host.offer("/articles/one/", page) == host.clock.now + AGAIN
    window = host.root / str(window_of(host.clock.now))
    for encoding in ("br", "gzip", "identity"):
        file = window / encoding / "articles/one/index.html"
        assert file.read_bytes() == page.variant(encoding).body
        assert file.stat().st_mtime == int(page.rendered_at)


@pytest.mark.parametrize(
    "address", [("/", "page=2"), "/é/", "/a//", "/../x/", "/a.html", "/a/index.html", "//x/"]
)
def test_addresses_that_stay_with_the_server(host: Host, address: object) -> None:
    page = host.page()
    host.clock.now += LATER
    assert host.offer(address, page) == inf
    assert host.on_disk() == set()


@pytest.mark.parametrize(
    "headers",
    [
        (HTML,),
        (HTML, ("X-Frame-Options", "SAMEORIGIN")),
        (HTML, FRAMES, ("X-Robots-Tag", "noindex")),
        (("Content-Type", "application/xml"), FRAMES),
    ],
)
def test_pages_with_headers_of_their_own_stay_with_the_server(
    host: Host, headers: tuple[tuple[str, str], ...]
) -> None:
    page = host.page(headers=headers)
    host.clock.now += LATER
    assert host.offer("/", page) == inf
    assert host.on_disk() == set()


def test_names_tell_what_a_file_is(host: Host) -> None:
    for kind in ("atom", "rss"):
        page = host.page(
            headers=(("Content-Type", f"application/{kind}+xml; charset=utf-8"), FRAMES)
        )
        host.clock.now += LATER
        host.offer("/feed.xml", page)
    assert host.on_disk() == {"feed.xml.atom", "feed.xml.rss"}


def test_a_purge_deletes_what_shows_its_keys_and_nothing_else(host: Host) -> None:
    host.keep("/one/", "article:1", "footer")
    host.keep("/two/", "article:2", "footer")
    change("article:1")
    host.announce()
    assert host.on_disk() == {"two/index.html"}
    host.keep("/one/", "article:1")
    host.announce()
    assert host.on_disk() == {"one/index.html", "two/index.html"}
    change(EVERYTHING)
    host.announce()
    assert host.on_disk() == set()


def test_a_page_that_was_purged_is_not_written(host: Host) -> None:
    page = host.page("article:1")
    host.clock.now += LATER
    change("article:1")
    host.announce()
    host.offer("/one/", page)
    assert host.on_disk() == set()


def test_what_is_written_between_commit_and_announcement_goes_with_it(host: Host) -> None:
    page = host.page("article:1")
    host.clock.now += LATER
    change("article:1")
    host.offer("/one/", page)
    assert host.on_disk() == {"one/index.html"}
    host.announce()
    assert host.on_disk() == set()


def test_writers_know_of_a_purge_before_it_deletes(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one could write, right after the deletion, what it still takes for right."""
    signs = [host.generation.current()]

    class Watched(PageFolder):
        def apply_purges(self) -> None:
            signs.append(host.generation.current())
            super().apply_purges()

    monkeypatch.setattr(announcing, "page_folder", lambda: Watched(host.root))
    monkeypatch.setattr(generation, "shared", lambda: host.generation)
    ANNOUNCE()
    assert len(set(signs)) == 2


def test_purges_that_cannot_be_read_leave_nothing(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(before: object) -> None:
        raise OperationalError("database is locked")

    host.keep("/one/", "article:1")
    monkeypatch.setattr(announcing, "page_folder", lambda: host.folder)
    monkeypatch.setattr(generation, "shared", lambda: host.generation)
    monkeypatch.setattr(reading, "since", fail)
    ANNOUNCE()
    assert host.on_disk() == set()


def test_what_a_killed_process_did_not_announce_goes_with_the_next_announcement(
    host: Host,
) -> None:
    host.keep("/one/", "article:1")
    host.keep("/two/", "article:2")
    change("article:1")
    change("article:2")
    host.announce()
    assert host.on_disk() == set()


def test_a_page_that_changes_within_the_window_is_not_written(host: Host) -> None:
    end = (window_of(host.clock.now) + 1) * WINDOW
    change("article:1", seconds=end - host.clock.now + LATENESS - 1, clock=host.clock)
    change("article:2", seconds=end - host.clock.now + LATENESS + 1, clock=host.clock)
    host.announce()
    host.keep("/one/", "article:1")
    host.keep("/two/", "article:2")
    assert host.on_disk() == {"two/index.html"}


def test_a_date_within_the_window_deletes_at_once(host: Host) -> None:
    host.keep("/one/", "article:1")
    host.keep("/two/", "article:2")
    change("article:1", seconds=60, clock=host.clock)
    change("article:2", seconds=2 * WINDOW, clock=host.clock)
    host.announce()
    assert host.on_disk() == {"two/index.html"}


def test_the_next_window_has_its_own_files(host: Host) -> None:
    page = host.page("article:1")
    host.clock.now += LATER
    host.offer("/one/", page)
    old = window_of(host.clock.now)
    host.clock.now = (old + 1) * WINDOW + 0.0
    assert host.offer("/one/", page) == host.clock.now + AGAIN
    assert {path.name for path in host.root.iterdir() if path.is_dir()} == {
        str(old),
        str(old + 1),
    }
    # The proxy may still look into the old one for a moment.
    change("article:1")
    host.announce()
    assert host.on_disk() == set()


def test_old_windows_are_deleted(host: Host) -> None:
    host.keep("/one/", "article:1")
    host.clock.now += 2 * WINDOW
    host.keep("/two/", "article:1")
    with host.folder.locked():
        host.folder.delete_old()
    assert host.on_disk() == {"two/index.html"}


def test_another_release_starts_with_nothing_and_the_old_one_writes_no_more(host: Host) -> None:
    host.keep("/one/", "article:1")
    old = host.files
    host.start("first")
    assert host.on_disk() == {"one/index.html"}
    host.start("second")
    assert host.on_disk() == set()
    host.keep("/two/", "article:2")
    host.files = old
    host.keep("/one/", "article:1")
    assert host.on_disk() == {"two/index.html"}


def test_nobody_waits_for_the_lock_to_write(host: Host) -> None:
    page = host.page("article:1")
    host.clock.now += LATER
    with host.folder.locked():
        assert host.offer("/one/", page) == host.clock.now + SOON
    assert host.on_disk() == set()


def test_a_database_from_a_backup_starts_with_nothing(host: Host) -> None:
    change("article:9")
    host.announce()
    host.keep("/one/", "article:1")
    Purge.objects.all().delete()
    host.start("first")
    expected = {"one/index.html"} if _has_transactions() else set()
    assert host.on_disk() == expected


def _has_transactions() -> bool:
    """Whether the position is counted in transactions, which no deletion takes back."""
    return transaction.get_connection().vendor == "postgresql"


def test_an_index_that_cannot_be_read_starts_anew(host: Host) -> None:
    host.keep("/one/", "article:1")
    (host.root / "index.sqlite3").write_bytes(b"torn" * 5_000)
    host.start("first")
    assert host.on_disk() == set()
    host.keep("/one/", "article:1")
    assert host.on_disk() == {"one/index.html"}


def test_a_full_folder_leaves_pages_to_the_server(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_folder, "MAX_FILES", 1)
    host.keep("/one/", "article:1")
    host.keep("/two/", "article:2")
    assert host.on_disk() == {"one/index.html"}
