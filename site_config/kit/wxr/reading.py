"""Reads WordPress exports (WordPress eXtended RSS, WXR) of versions 1.0 to 1.2.

The format is what `wp-admin/includes/export.php` of WordPress writes: an RSS 2.0 file with
elements of WordPress's own. Memory stays flat whatever the size of the file: one item at a
time is held.
"""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from itertools import chain
from typing import BinaryIO

from site_config.kit.wxr.characters import read_text
from site_config.kit.wxr.elements import ITEM_LIMIT, Element, ElementReader
from site_config.kit.wxr.errors import WxrRefused
from site_config.kit.wxr.interpreting import (
    RECORD_ELEMENTS,
    SITE_ELEMENTS,
    author_record,
    item_records,
    site_info,
    term_record,
)
from site_config.kit.wxr.records import Problem, Record

VERSIONS = ("1.0", "1.1", "1.2")
"""Versions of the format that can be read."""


def read(stream: BinaryIO, *, zone: tzinfo = UTC) -> Iterator[Record]:
    """Yield what the export in `stream` holds, in the order of the file.

    `zone` is the time zone of the exported site, for dates given in local time only.
    The `SiteInfo` comes before every other record. A `Problem` is yielded for what was
    mended and for what was left out: an item or comment without a number for an id, an
    item of more than `ITEM_LIMIT` characters. An item whose id is missing altogether has
    the one of its plain permalink (`/?p=19`), if there is one.

    Raises `WxrRefused` if the file is no WordPress export or declares a document type,
    and `WxrBroken` if it breaks off or cannot be mended; not before every whole record
    ahead of that line was yielded. What `stream.read` raises passes through.
    """
    channel = _Channel(zone)
    for found in _children(stream):
        yield from channel.records(found)
    yield from channel.site()


def _children(stream: BinaryIO) -> Iterator[Element | Problem]:
    """Yield the children of `<channel>`; raise only after all that were whole."""
    elements = ElementReader()
    mended: list[Problem] = []
    for piece in chain(read_text(stream), [None]):
        if isinstance(piece, Problem):
            mended.append(piece)
            continue
        failure = elements.feed(piece or "", final=piece is None)
        if not isinstance(failure, WxrRefused):  # Then what was mended is of no interest.
            yield from mended
            yield from elements.take()
            mended.clear()
        if failure:
            raise failure
        if elements.stopped:
            return


class _Channel:
    """Remembers what the children of `<channel>` say of the site until a record begins."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._values: dict[str, str] = {}
        self._site_told = False

    def records(self, found: Element | Problem) -> Iterator[Record]:
        """Yield the records of a child of `<channel>`."""
        if isinstance(found, Problem):
            yield found
            return
        if found.name in RECORD_ELEMENTS:
            yield from self.site()
        if found.oversized:
            yield Problem(
                found.line,
                f"A <{found.name}> of more than {ITEM_LIMIT:,} characters was left out.",
                skipped=True,
            )
        elif found.name == "item":
            yield from item_records(found, self._zone)
        elif found.name == "wp:author":
            yield author_record(found)
        elif found.name in RECORD_ELEMENTS:
            yield term_record(found)
        elif found.name in SITE_ELEMENTS:
            self._values.setdefault(found.name, found.text.strip())

    def site(self) -> Iterator[Record]:
        """Yield the site, once. Raises `WxrRefused` for a version that cannot be read."""
        if self._site_told:
            return
        site = site_info(self._values)
        if site.wxr_version not in VERSIONS:
            found = f"version {site.wxr_version!r}" if site.wxr_version else "an ordinary feed"
            raise WxrRefused(
                "This is not a WordPress export of version 1.0, 1.1 or 1.2 (wp:wxr_version), "
                f"but {found}. Export the site with Tools > Export in WordPress.",
                1,
            )
        self._site_told = True
        yield site
