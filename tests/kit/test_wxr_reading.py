"""WordPress exports are read item by item, in flat memory, into plain records."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from site_config.kit.wxr import AuthorRecord, ItemRecord, Problem, SiteInfo, TermRecord, read
from tests.kit.wxr_records import (
    HEADER,
    SMALL_SITE,
    items_by_id,
    line_of,
    only,
    read_bytes,
    records_of,
)


class TestASoundExport:
    def test_the_site_comes_first(self):
        assert records_of("small_site.xml")[0] == SiteInfo(
            title="Harbour Clinic Notes",
            link="https://clinic.example",
            description="Plain words on everyday health",
            base_site_url="https://clinic.example",
            base_blog_url="https://clinic.example/notes",
            language="en-GB",
            wxr_version="1.2",
        )

    def test_nothing_is_wrong_with_it(self):
        assert only(Problem, records_of("small_site.xml")) == []

    def test_authors(self):
        assert only(AuthorRecord, records_of("small_site.xml")) == [
            AuthorRecord("mara", "mara@clinic.example", "Dr. Mara Lindqvist", "Mara", "Lindqvist"),
            AuthorRecord("desk", "", "The Desk", "", ""),
        ]

    def test_terms(self):
        assert only(TermRecord, records_of("small_site.xml")) == [
            TermRecord("category", 3, "nutrition", "Nutrition", "", "What to eat, and why."),
            TermRecord("category", 4, "vitamins", "Vitamins", "nutrition", ""),
            TermRecord("post_tag", 9, "winter", "Winter", "", ""),
            TermRecord("series", 12, "basics", "Basics", "", ""),
        ]

    def test_a_post_with_everything(self):
        post = items_by_id("small_site.xml")[10]
        assert post.post_type == "post"
        assert post.title == "Vitamin D in winter"
        assert post.link == "https://clinic.example/2023/04/05/vitamin-d-in-winter/"
        assert post.guid == "https://clinic.example/?p=10"
        assert post.creator == "mara"
        assert post.slug == "vitamin-d-in-winter"
        assert post.status == "publish"
        assert post.published_at == datetime(2023, 4, 5, 6, 7, 8, tzinfo=UTC)
        assert post.modified_at == datetime(2023, 6, 1, 10, tzinfo=UTC)
        assert post.content == ("First paragraph.\n\nA space&nbsp;stays, and so does ]]> inside.")
        assert post.excerpt == "Short days, little sun."
        assert post.is_sticky
        assert post.comment_status == "open"
        assert post.terms == (
            ("category", "vitamins", "Vitamins"),
            ("post_tag", "winter", "Winter"),
        )
        assert post.meta == (("_thumbnail_id", "30"), ("reading_note", " kept as it is "))
        assert post.line == line_of("small_site.xml", "<title><![CDATA[Vitamin D") - 1

    def test_types_and_statuses(self):
        items = items_by_id("small_site.xml")
        assert {number: (item.post_type, item.status) for number, item in items.items()} == {
            10: ("post", "publish"),
            11: ("page", "publish"),
            12: ("page", "publish"),
            13: ("post", "draft"),
            14: ("post", "private"),
            15: ("post", "publish"),
            16: ("post", "future"),
            30: ("attachment", "inherit"),
            40: ("nav_menu_item", "publish"),
        }
        assert [number for number, item in items.items() if item.password] == [15]
        assert [number for number, item in items.items() if item.is_sticky] == [10]
        assert (items[12].parent, items[12].menu_order) == (11, -1)
        assert items[30].attachment_url == "https://clinic.example/wp-content/uploads/sunlight.jpg"

    def test_comments_with_threads_and_statuses(self):
        comments = items_by_id("small_site.xml")[10].comments
        assert [
            (comment.comment_id, comment.parent, comment.approved, comment.kind)
            for comment in comments
        ] == [
            (101, 0, "1", "comment"),
            (102, 101, "1", "comment"),
            (103, 102, "1", ""),
            (104, 0, "0", "comment"),
            (105, 0, "spam", "comment"),
            (106, 0, "trash", "comment"),
            (107, 0, "1", "pingback"),
            (108, 0, "1", "trackback"),
        ]
        first, answer = comments[:2]
        assert (first.author, first.email) == ("Ines", "ines@mail.example")
        assert (first.url, first.ip) == ("https://ines.example", "192.0.2.7")
        assert first.date == datetime(2023, 4, 6, 7, tzinfo=UTC)
        assert first.content == "How much is too much?"
        assert answer.user_id == 2
        assert comments[2].content == "Thank you & <b>good night</b>."


class TestDates:
    def test_a_feed_date_stands_in_for_the_universal_one(self):
        assert items_by_id("small_site.xml")[16].published_at == datetime(2023, 7, 4, 8, tzinfo=UTC)

    def test_local_time_is_read_in_the_zone_given(self):
        east = timezone(timedelta(hours=3))
        items = only(ItemRecord, list(read(io.BytesIO(SMALL_SITE), zone=east)))
        draft = next(item for item in items if item.post_id == 13)
        assert draft.published_at == datetime(2023, 5, 1, 7, tzinfo=UTC)

    @pytest.mark.parametrize(
        "date",
        [
            b"<wp:post_date_gmt>yesterday</wp:post_date_gmt>",
            b"<wp:post_date_gmt>2023-02-30 10:00:00</wp:post_date_gmt>",
            b"<wp:post_date_gmt>0001-01-01T00:00:00+05:00</wp:post_date_gmt>",
            b"<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>",
            b"<pubDate>Wed, 99 Foo 2023 00:00:00 +0000</pubDate>",
            b"<pubDate></pubDate>",
        ],
    )
    def test_what_is_no_date_is_none(self, date):
        item = b"<item><wp:post_id>1</wp:post_id>" + date + b"</item></channel></rss>"
        [record] = only(ItemRecord, read_bytes(HEADER + item))
        assert record.published_at is None

    def test_no_date_is_none(self):
        assert items_by_id("missing_namespaces.xml")[1].published_at is None
        assert items_by_id("missing_namespaces.xml")[1].modified_at is None


class TestOtherShapes:
    def test_version_1_0_names_every_term_twice(self):
        records = records_of("version_1_0.xml")
        assert records[0] == SiteInfo("Old notes", "http://old.example", "", "", "", "", "1.0")
        assert records[1] == TermRecord("category", None, "sleep", "Sleep", "", "")
        assert items_by_id("version_1_0.xml")[5].terms == (
            ("category", "sleep", "Sleep"),
            ("post_tag", "rest", "rest"),
            ("category", "", "Only a name"),
        )

    def test_a_plain_permalink_stands_in_for_a_missing_id(self):
        assert set(items_by_id("plain_permalinks.xml")) == {19, 20}

    def test_prefixes_other_than_wordpress_uses(self):
        records = records_of("other_prefixes.xml")
        assert only(Problem, records) == []
        assert [item.content for item in only(ItemRecord, records)] == ["Text"]

    @pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-8-sig", "koi8-r"])
    def test_encodings(self, encoding):
        letters = "Жизнь" if encoding == "koi8-r" else "Café"
        item = f"<item><title>{letters}</title><wp:post_id>1</wp:post_id></item></channel></rss>"
        declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        text = declaration + HEADER.decode() + item
        assert only(ItemRecord, read_bytes(text.encode(encoding)))[0].title == letters

    def test_blank_lines_in_front_are_harmless(self):
        records = read_bytes(b"\n\n  \n" + SMALL_SITE)
        assert only(Problem, records) == []
        assert only(ItemRecord, records)[0].line == items_by_id("small_site.xml")[10].line + 3

    def test_windows_line_ends(self):
        records = read_bytes(SMALL_SITE.replace(b"\n", b"\r\n"))
        assert records == read_bytes(SMALL_SITE)

    def test_an_export_without_items(self):
        assert [type(record) for record in read_bytes(HEADER + b"</channel></rss>")] == [SiteInfo]


class EndlessItems(io.BytesIO):
    """A stream that writes its items when they are asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._pieces = self._write(count)
        self._rest = b""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    @staticmethod
    def _write(count: int) -> Iterator[bytes]:
        yield HEADER
        text = b"<p>Ten kilobytes of text, more or less.</p>\n" * 230
        for number in range(1, count + 1):
            yield b"<item><wp:post_id>%d</wp:post_id><content:encoded><![CDATA[" % number
            yield text
            yield b"]]></content:encoded></item>\n"
        yield b"</channel></rss>\n"


def peak_memory(count: int) -> int:
    stream = EndlessItems(count)
    tracemalloc.start()
    try:
        assert sum(isinstance(record, ItemRecord) for record in read(stream)) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.row("I5")
def test_memory_does_not_grow_with_the_file():
    peak_memory(10)  # What is loaded on first use is not counted.
    assert peak_memory(3000) < peak_memory(100) + 256 * 1024
