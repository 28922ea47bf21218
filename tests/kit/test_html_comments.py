"""The plain text of a comment as HTML."""

import re

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.html import COMMENT, TooLong, clean, render_comment
from site_config.kit.html.cleaning import without_control_characters
from tests.kit.markup import Reader, letters, tag_soup
from tests.kit.xss_corpus import PAYLOADS

P = '<p dir="auto">'
QUOTE = '<blockquote dir="auto">'

comments = tag_soup | st.text() | st.lists(
    st.sampled_from(
        ["> ", ">", ">>", "\n", "\n\n", "\r\n", "word ", "https://example.org/a_(b)", "<b>", "&",
         "a@example.org", "http://", "(", ")", ".", "\u00a0", "\u202e", "\x00", "HTTPS://X.ORG?"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def links(source: str) -> list[str | None]:
    return [link["href"] for link in Reader(render_comment(source), COMMENT).links]


def typed(source: str) -> str:
    """Return what a reader must see of a comment: all of it but two marks of quotation a line."""
    lines = without_control_characters(source).split("\n")
    return letters("".join(re.sub(r"^>( ?>)?", "", line) for line in lines))


@pytest.mark.row("CP18")
class TestLines:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("", ""),
            (" \n\n ", ""),
            ("one", f"{P}one</p>"),
            ("one\ntwo", f"{P}one<br>two</p>"),
            ("one\r\ntwo\rthree", f"{P}one<br>two<br>three</p>"),
            ("one\n\ntwo", f"{P}one</p>{P}two</p>"),
            ("\n\none\n \n\n\ntwo\n", f"{P}one</p>{P}two</p>"),
            ("  one  \n\ttwo", f"{P}one<br>two</p>"),
        ],
    )
    def test_paragraphs_and_line_breaks(self, source: str, expected: str) -> None:
        assert render_comment(source) == expected

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("> one", f"{QUOTE}{P}one</p></blockquote>"),
            (">one\n> two", f"{QUOTE}{P}one<br>two</p></blockquote>"),
            ("> one\n>\n> two", f"{QUOTE}{P}one</p>{P}two</p></blockquote>"),
            ("> one\ntwo", f"{QUOTE}{P}one</p></blockquote>{P}two</p>"),
            ("one\n> two", f"{P}one</p>{QUOTE}{P}two</p></blockquote>"),
            (
                "> one\n\n> two",
                f"{QUOTE}{P}one</p></blockquote>{QUOTE}{P}two</p></blockquote>",
            ),
            (
                "> one\n>> two\n> > three\n> four",
                f"{QUOTE}{P}one</p>{QUOTE}{P}two<br>three</p></blockquote>{P}four</p></blockquote>",
            ),
            (">> one", f"{QUOTE}{QUOTE}{P}one</p></blockquote></blockquote>"),
            (">>> one", f"{QUOTE}{QUOTE}{P}&gt; one</p></blockquote></blockquote>"),
            ("5 > 3", f"{P}5 &gt; 3</p>"),
        ],
    )
    def test_quotations(self, source: str, expected: str) -> None:
        assert render_comment(source) == expected

    def test_the_result_may_stand_in_a_template(self) -> None:
        assert isinstance(render_comment("one"), SafeString)

    def test_typed_html_is_shown_as_typed(self) -> None:
        assert render_comment('<b onclick="x">a</b> &amp; <!-- c -->') == (
            f'{P}&lt;b onclick="x"&gt;a&lt;/b&gt; &amp;amp; &lt;!-- c --&gt;</p>'
        )


@pytest.mark.row("CP18")
class TestLinks:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("see https://example.org/ now", ["https://example.org/"]),
            ("http://example.org", ["http://example.org"]),
            ("HTTPS://EXAMPLE.ORG/", ["HTTPS://EXAMPLE.ORG/"]),
            ("https://example.org/?a=1&b=2#c", ["https://example.org/?a=1&b=2#c"]),
            ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
            ("https://example.org/a.", ["https://example.org/a"]),
            ("“https://example.org/a”?!", ["https://example.org/a"]),
            ('"https://example.org/a", b', ["https://example.org/a"]),
            ("<https://example.org/a>", ["https://example.org/a"]),
            ("[https://example.org/a].", ["https://example.org/a"]),
            ("https://a.example,https://b.example", ["https://a.example,https://b.example"]),
            ("> https://example.org/", ["https://example.org/"]),
            ("https://a.example\nhttps://b.example", ["https://a.example", "https://b.example"]),
            ("https://пример.example/ü", ["https://пример.example/ü"]),
            ("https://example.org/\u202egnp.exe", ["https://example.org/"]),
            ("a@example.org mailto:a@example.org", []),
            ("www.example.org example.org", []),
            ("https:// http://?x http://. https:///x", []),
            ("https://bank.example@evil.example/", []),
            ("http://[", []),
            ("https://example.org\\@evil.example/", []),
            ("xhttps://example.org/", []),
            ("javascript:alert(1) ftp://example.org/ //example.org/", []),
            ("<a href='https://example.org' onclick='x'>", ["https://example.org"]),
        ],
    )
    def test_which_addresses_become_links(self, source: str, expected: list[str]) -> None:
        assert links(source) == expected

    def test_a_long_address_is_shown_short(self) -> None:
        address = "https://example.org/" + "a" * 100
        [text] = re.findall(r">([^<]+)</a>", render_comment(address))
        assert links(address) == [address]
        assert len(text) == 60
        assert text == address[:59] + "…"

    def test_sixty_characters_are_shown_whole(self) -> None:
        address = "https://example.org/".ljust(60, "a")
        assert f">{address}</a>" in render_comment(address)


@pytest.mark.row("S9")
@settings(deadline=None)
@given(comments)
def test_every_link_says_that_a_reader_wrote_it(source: str) -> None:
    reader = Reader(render_comment(source + " https://example.org/"), COMMENT)
    assert reader.links
    assert {link["rel"] for link in reader.links} == {"ugc nofollow"}


@pytest.mark.row("A3")
@pytest.mark.row("CP18")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_is_shown_as_typed(payload: str) -> None:
    reader = Reader(render_comment(payload), COMMENT)
    assert reader.wrong == []
    assert letters(reader.text) == typed(payload)


@settings(deadline=None)
@given(comments)
def test_any_comment_is_safe_and_shown_as_typed(source: str) -> None:
    html = render_comment(source)
    reader = Reader(html, COMMENT)
    assert reader.wrong == []
    assert clean(html, COMMENT) == html
    if "…" not in reader.text:
        assert letters(reader.text) == typed(source)
    for name, attributes in reader.elements:
        if name in ("p", "blockquote"):
            assert attributes == {"dir": "auto"}


@pytest.mark.parametrize(
    "piece",
    [
        "https://", "https://a/)", "https://a/((", "https://a@", "https://a ", "HTTP://[",
        "https://a/" + "." * 90, "h", ">", "> ", "> a\n", "> \n> > \n", ">> a\n> b\n", "\n",
        "a\n\n", "&", "<", "<b>", "(", ")", ".", "\u00a0", "'\"",
    ],
)  # fmt: skip
def test_hostile_text_five_times_as_long_as_a_comment(piece: str) -> None:
    """Work that grew with a power of the length would not come to an end here."""
    source = piece * (25_000 // len(piece))
    reader = Reader(render_comment(source), COMMENT)
    assert reader.wrong == []
    if "…" not in reader.text:
        assert letters(reader.text) == typed(source)


def test_text_beyond_any_comment_is_refused() -> None:
    with pytest.raises(TooLong):
        render_comment("&" * 200_000)
