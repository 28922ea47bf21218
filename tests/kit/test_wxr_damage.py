"""Damaged exports are mended where possible, and whole items come before any failure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.wxr import ItemRecord, Problem, SiteInfo, WxrBroken, WxrRefused
from site_config.kit.wxr.elements import ITEM_LIMIT
from tests.kit.wxr_records import (
    FILES,
    HEADER,
    SMALL_SITE,
    items_by_id,
    line_of,
    only,
    outcome_of,
    read_bytes,
    read_until_failure,
    records_of,
)

pytestmark = pytest.mark.row("I5")


class TestMending:
    def test_control_characters_are_dropped_and_told_once(self):
        records = records_of("control_characters.xml")
        assert [(problem.line, problem.skipped) for problem in only(Problem, records)] == [
            (line_of("control_characters.xml", "Bell"), False),
            (line_of("control_characters.xml", "A reference"), False),
        ]
        items = only(ItemRecord, records)
        assert [item.title for item in items] == [
            "Before",
            "Bell and tab",
            "A reference  to nothing",
            "After",
        ]
        assert items[1].content == "One two"
        assert items[2].content == "&#8; stays in a section"
        assert items[3].line == line_of("control_characters.xml", "<title>After") - 1

    def test_missing_namespace_declarations(self):
        records = records_of("missing_namespaces.xml")
        assert [problem.message.split()[2] for problem in only(Problem, records)] == [
            "wp:",
            "dc:",
            "excerpt:",
            "content:",
        ]
        item = only(ItemRecord, records)[0]
        assert (item.creator, item.excerpt, item.content) == ("mara", "Short", "Text")

    def test_entities_of_html_and_loose_ampersands(self):
        records = records_of("html_entities.xml")
        items = only(ItemRecord, records)
        assert [item.title for item in items] == [
            "Café\N{NO-BREAK SPACE}& bar",
            "Salt & pepper",
            "R&D; and &unknown;",
            "Terms",
        ]
        assert items[0].content == "&nbsp;&eacute; & so on"
        assert items[3].terms == (("category", "a…b", "A < B"),)
        assert [(problem.line, problem.skipped) for problem in only(Problem, records)] == [
            (line_of("html_entities.xml", "Caf&"), False),
            (line_of("html_entities.xml", "Salt"), False),
        ]

    @pytest.mark.parametrize(
        ("reference", "title"),
        [("&#233;", "é"), ("&#xe9;", "é"), ("&#x1F;", ""), ("&#99999999;", ""), ("&#x;", "&#x;")],
    )
    def test_references_to_characters(self, reference, title):
        item = f"<item><title>{reference}</title><wp:post_id>1</wp:post_id></item></channel></rss>"
        records = read_bytes(HEADER + item.encode())
        assert only(ItemRecord, records)[0].title == title
        assert len(only(Problem, records)) == (title != "é")

    def test_bytes_that_are_not_text(self):
        records = read_bytes(SMALL_SITE.replace(b"A window", b"A \xff\xe9 window"))
        [problem] = only(Problem, records)
        assert problem.line == line_of("small_site.xml", "A window")
        photo = only(ItemRecord, records)[-2]
        assert photo.content == "A \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} window"

    @pytest.mark.parametrize("size", [1, 7, 41, 1000])
    def test_mending_does_not_depend_on_how_the_bytes_arrive(self, size, monkeypatch):
        names = ("control_characters.xml", "html_entities.xml", "small_site.xml")
        whole = [records_of(name) for name in names]
        monkeypatch.setattr("site_config.kit.wxr.characters.PIECE_BYTES", size)
        pieces = [records_of(name) for name in names]
        assert [only(ItemRecord, records) for records in pieces] == [
            only(ItemRecord, records) for records in whole
        ]
        assert [set(only(Problem, records)) for records in pieces] == [
            set(only(Problem, records)) for records in whole
        ]


class TestSkipping:
    def test_an_item_without_a_number_is_told_and_skipped(self):
        records = records_of("bad_post_id.xml")
        assert [item.title for item in only(ItemRecord, records)] == ["First", "Last"]
        problems = only(Problem, records)
        assert all(problem.skipped for problem in problems)
        assert [problem.line for problem in problems] == [
            line_of("bad_post_id.xml", "<title>Wordy") - 1,
            line_of("bad_post_id.xml", "<title>Nothing") - 2,
            line_of("bad_post_id.xml", "<title>Zero") - 1,
            line_of("bad_post_id.xml", "<wp:comment_id>x9") - 1,
        ]
        assert "'seven'" in problems[0].message

    @pytest.mark.parametrize(
        "nameless",
        [
            b"<wp:author><wp:author_login> </wp:author_login></wp:author>",
            b"<wp:category><wp:term_id>3</wp:term_id></wp:category>",
            b"<wp:term><wp:term_slug>x</wp:term_slug></wp:term>",
            b"<item><link>http://[/?p=1</link></item>",
            b"<item><link>https://clinic.example/?p=x</link></item>",
        ],
    )
    def test_a_record_without_a_name_is_told_and_skipped(self, nameless):
        site, problem = read_bytes(HEADER + nameless + b"</channel></rss>")
        assert isinstance(site, SiteInfo)
        assert isinstance(problem, Problem)
        assert (problem.line, problem.skipped) == (4, True)

    def test_a_comment_without_a_number_leaves_the_others(self):
        assert [comment.comment_id for comment in items_by_id("bad_post_id.xml")[4].comments] == [9]

    def test_an_item_too_large_is_told_and_skipped(self):
        huge = b"<item><wp:post_id>1</wp:post_id><content:encoded><![CDATA[%s]]></content:encoded>"
        content = HEADER + huge % (b"word " * (ITEM_LIMIT // 5 + 1))
        content += b"</item>\n<item><wp:post_id>2</wp:post_id></item></channel></rss>"
        records = read_bytes(content)
        assert [item.post_id for item in only(ItemRecord, records)] == [2]
        [problem] = only(Problem, records)
        assert (problem.line, problem.skipped) == (4, True)

    def test_a_second_export_behind_the_first_is_told(self):
        records = read_bytes(SMALL_SITE + SMALL_SITE)
        assert len(only(ItemRecord, records)) == 9
        [problem] = only(Problem, records)
        assert problem.skipped


class TestGivingUp:
    @pytest.mark.parametrize("name", ["truncated.xml", "crossed_tags.xml"])
    def test_every_whole_item_comes_before_the_failure(self, name):
        records, failure = read_until_failure((FILES / name).read_bytes())
        titles = [item.title for item in only(ItemRecord, records)]
        assert isinstance(failure, WxrBroken)
        if name == "truncated.xml":
            assert titles == ["Whole", "Also whole"]
            assert failure.line == line_of(name, "A long")
            assert "breaks off" in failure.message
        else:
            assert titles == ["Whole"]
            assert failure.line == line_of(name, "</titel>")

    def test_entity_declarations_are_refused(self):
        records, failure = read_until_failure((FILES / "entity_bomb.xml").read_bytes())
        assert isinstance(failure, WxrRefused)
        assert (records, failure.line) == ([], 2)

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "empty"),
            (b"<!doctype html><p>Log in", "'<!doctype html><p>Log in'"),
            (b"PK\x03\x04 zipped", "'PK zipped'"),
            (b"<rss><chan", "'<rss><chan'"),
            (b"<rss></rss>", "'<rss></rss>'"),
            (b"<rss><item><title>x</title></item></rss>", "no <rss> with a <channel>"),
            ((FILES / "atom_feed.xml").read_bytes(), "<feed>"),
            ((FILES / "ordinary_feed.xml").read_bytes(), "ordinary feed"),
            (HEADER.replace(b"1.2<", b"3.0<") + b"</channel></rss>", "'3.0'"),
            ("\ufeff<rss>".encode("utf-16-le"), "UTF-16"),
            (b'<?xml version="1.0" encoding="rot13"?><rss>', "rot13"),
            (b'<?xml version="1.0" encoding="klingon"?><rss>', "klingon"),
        ],
    )
    def test_what_is_no_export_is_refused_with_what_was_found(self, content, found):
        records, failure = read_until_failure(content)
        assert isinstance(failure, WxrRefused)
        assert records == []
        assert found in failure.message
        assert str(failure) == f"Line {failure.line}: {failure.message}"

    @pytest.mark.parametrize(
        "tail",
        [b"<item title='" + b"x" * 2_000_000, b"<!-- " + b"x\n" * 1_000_000, b"<a>" * 100],
        ids=["tag without end", "comment without end", "bottomless nesting"],
    )
    def test_what_would_fill_the_memory_is_broken(self, tail):
        records, failure = read_until_failure(
            HEADER + b"<item><wp:post_id>1</wp:post_id></item>\n" + tail
        )
        assert isinstance(failure, WxrBroken)
        assert failure.line == 5
        assert len(only(ItemRecord, records)) == 1


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything_else(content):
    read_until_failure(content)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_inside_a_channel_raise_anything_else(content):
    _, failure = outcome_of(HEADER + content + b"</channel></rss>")
    assert failure is None or failure.line >= 1


@settings(deadline=None)
@given(st.integers(0, len(SMALL_SITE.rstrip()) - 1))
def test_a_cut_anywhere_is_noticed_and_loses_no_whole_item(length):
    records, failure = read_until_failure(SMALL_SITE[:length])
    assert len(only(ItemRecord, records)) == SMALL_SITE[:length].count(b"</item>")
    assert failure.line >= 1


@settings(deadline=None)
@given(st.integers(0, len(SMALL_SITE) - 1), st.binary(min_size=1, max_size=3))
def test_damage_anywhere_raises_nothing_else(position, damage):
    content = SMALL_SITE[:position] + damage + SMALL_SITE[position + len(damage) :]
    _, failure = outcome_of(content)
    assert failure is None or failure.line >= 1
