"""The pages that lie on disk for a proxy on the same host, and the index of what they show.

Time is cut into windows, and a page lies in the folder of one window: `<window>/<encoding>/<name>`.
The proxy looks only into the folder of the present one. An index beside them, shared by all
processes of the host, names the files that show a key.

One lock is held by whoever writes a page and by whoever deletes some. A page is looked at again
under the lock before it is written; a purge is announced first and then deletes under the lock. So
what was written before a purge is deleted by it, and what comes after it is seen to be wrong.
"""

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import time

from django.db import DatabaseError

from site_config.kit.pagecache import encodings, reading
from site_config.kit.pagecache.models import EVERYTHING
from site_config.kit.pagecache.page import Page

# Seconds of a window. The proxy cuts the last three digits off its clock, whatever its time zone.
WINDOW = 1_000
# The clock of the proxy may be read a little late.
LATENESS = 5.0
# Pages of all windows together; those beyond are answered by the server.
MAX_FILES = 10_000
_TABLES = """
CREATE TABLE IF NOT EXISTS shown (key TEXT, file TEXT, PRIMARY KEY (key, file)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (file);
CREATE TABLE IF NOT EXISTS state (release TEXT, horizon INTEGER, seen TEXT);
"""
_FILES = "SELECT file FROM shown WHERE key = ?"


class Busy(Exception):
    """Somebody else writes or deletes right now."""


class PageFolder:
    """The folder `root`. Methods other than `locked` and `exists` are called under its lock."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def exists(self) -> bool:
        return (self._root / "lock").exists()

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[None]:
        """Keep the other processes and threads out. Raises Busy rather than wait, if told so."""
        self._root.mkdir(exist_ok=True)
        with (self._root / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as taken:
                raise Busy from taken
            yield

    def begin(self, release: str) -> None:
        """Make the folder that of `release`: what another one wrote goes.

        Raises DatabaseError where the purges cannot be read, and leaves nothing on disk then.
        """
        try:
            self._begin(release)
        except sqlite3.DatabaseError:
            # A power cut may leave anything.
            self.start_over()
            self._begin(release)
        except DatabaseError:
            self.start_over()
            raise

    def _begin(self, release: str) -> None:
        with self._index() as index:
            state = _state(index)
            present = reading.present()
            # A database that was brought back from a backup counts from an earlier number on.
            if state is None or state[0] != release or present.horizon < state[1].horizon:
                self._delete(index, [EVERYTHING])
                _remember(index, release, present)

    def apply_purges(self) -> None:
        """Delete what was purged since the last time, whoever purged it."""
        with self._index() as index:
            state = _state(index)
            if state is None:
                self._delete(index, [EVERYTHING])
                return
            release, before = state
            position, purged = reading.since(before)
            for keys, due_at in purged:
                # What comes later than this window no page of it has to know.
                if due_at is None or due_at.timestamp() < end_of_window(time()):
                    self._delete(index, keys)
            _remember(index, release, position)

    def has(self, file: str) -> bool:
        return all(path.exists() for path in self._paths(file).values())

    def write(self, file: str, page: Page, *, release: str) -> None:
        """Write `page` as `file`, unless the folder is full or that of another release.

        It is in the index before it is on disk, so a writer that is killed leaves nothing behind
        that no purge would find.
        """
        with self._index() as index:
            state = _state(index)
            if state is None or state[0] != release:
                return
            if len(_files_with(index, [EVERYTHING])) >= MAX_FILES:
                return
            rows = [(key, file) for key in (EVERYTHING, *page.keys)]
            index.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)
        for encoding, path in self._paths(file).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{path.name}.new")
            unfinished.write_bytes(page.variant(encoding).body)
            # The proxy makes Last-Modified and ETag of it.
            os.utime(unfinished, (page.rendered_at, int(page.rendered_at)))
            unfinished.replace(path)

    def delete_old(self) -> None:
        """Delete what no proxy serves any more."""
        oldest = window_of(time()) - 1
        with self._index() as index:
            every = _files_with(index, [EVERYTHING])
            _forget(index, [file for file in every if int(file.split("/")[0]) < oldest])
        for folder in self._windows():
            if int(folder.name) < oldest:
                shutil.rmtree(folder, ignore_errors=True)

    def delete_all(self) -> None:
        """Delete every page, whatever the index says."""
        for folder in self._windows():
            shutil.rmtree(folder)

    def start_over(self) -> None:
        """Delete every page and the index; nothing is written before somebody begins anew."""
        self.delete_all()
        (self._root / "index.sqlite3").unlink(missing_ok=True)

    def _delete(self, index: sqlite3.Connection, keys: Iterable[str]) -> None:
        files = _files_with(index, keys)
        for file in files:
            for path in self._paths(file).values():
                path.unlink(missing_ok=True)
        _forget(index, files)

    def _paths(self, file: str) -> dict[str, Path]:
        window, name = file.split("/", 1)
        return {encoding: self._root / window / encoding / name for encoding in encodings.ALL}

    def _windows(self) -> list[Path]:
        return [path for path in self._root.iterdir() if path.name.isdigit()]

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._root / "index.sqlite3")) as index, index:
            # It has to survive a killed process, and no power cut: a release is one start of the
            # machine at most.
            index.execute("PRAGMA synchronous = OFF")
            index.executescript(_TABLES)
            yield index


def window_of(moment: float) -> int:
    return int(moment) // WINDOW


def end_of_window(moment: float) -> float:
    """When the proxy surely looks no more into the folder of `moment`."""
    return (window_of(moment) + 1) * WINDOW + LATENESS


def _files_with(index: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for key in keys:
        found.update(file for (file,) in index.execute(_FILES, [key]))
    return found


def _forget(index: sqlite3.Connection, files: Collection[str]) -> None:
    index.executemany("DELETE FROM shown WHERE file = ?", [(file,) for file in files])


def _state(index: sqlite3.Connection) -> tuple[str, reading.Position] | None:
    """The release that writes, and up to where purges are applied; None in an empty folder."""
    row = index.execute("SELECT release, horizon, seen FROM state").fetchone()
    if row is None:
        return None
    release, horizon, seen = row
    return release, reading.Position(horizon, frozenset(json.loads(seen)))


def _remember(index: sqlite3.Connection, release: str, position: reading.Position) -> None:
    index.execute("DELETE FROM state")
    seen = json.dumps(sorted(position.seen))
    index.execute("INSERT INTO state VALUES (?, ?, ?)", [release, position.horizon, seen])
