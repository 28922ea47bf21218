"""What the sanitiser lets through, and what it makes of pasted text."""

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_config.kit.html import ARTICLE, COMMENT, FAQ_ANSWER, Policy, TooLong, clean
from site_config.kit.html.cleaning import (
    MAX_CHARACTERS,
    MAX_TAGS,
    without_control_characters,
)
from tests.kit.markup import Reader, hostile_soup, letters, tag_soup

policies = st.sampled_from([ARTICLE, FAQ_ANSWER, COMMENT])


class TestProperties:
    @settings(deadline=None)
    @given(tag_soup | hostile_soup | st.text(), policies)
    @example("<pre><ol>\n<br>", ARTICLE)
    @pytest.mark.row("A15")
    def test_cleaning_twice_changes_nothing(self, html: str, policy: Policy) -> None:
        once = clean(html, policy)
        assert clean(once, policy) == once

    @settings(deadline=None)
    @given(tag_soup, policies)
    def test_no_text_is_lost(self, html: str, policy: Policy) -> None:
        text = nh3.clean(without_control_characters(html), tags=set())
        expected = Reader(without_control_characters(text), policy).text
        assert letters(Reader(clean(html, policy), policy).text) == letters(expected)

    @settings(deadline=None)
    @given(tag_soup)
    def test_no_paragraph_or_heading_is_empty_and_no_heading_bold(self, html: str) -> None:
        result = clean(html, ARTICLE)
        for name in ("p", "h2", "h3", "h4"):
            assert f"<{name}></{name}>" not in result
            assert f"<{name}>&nbsp;</{name}>" not in result
        for part in result.split("<h2")[1:]:
            assert "<strong>" not in part.partition("</h2>")[0]


class TestArticle:
    @pytest.mark.parametrize(
        "html",
        [
            "<h2>Title with <em>stress</em></h2>\n<p>Text</p>\n<h3>Part</h3><h4>Detail</h4>",
            '<p lang="de" dir="ltr">Text, <strong>bold <em>both</em></strong><br>next</p><hr>',
            "<p><s>old</s> H<sub>2</sub>O, x<sup>2</sup>, <code>a &lt; b</code></p>",
            '<p><abbr title="World Health Organization">WHO</abbr></p>',
            '<ul><li>One</li><li>Two<ol start="3"><li>Three</li></ol></li></ul>',
            "<ul><li><p>One</p><p>Still one</p></li></ul>",
            "<blockquote><p>Quotation</p></blockquote>",
            "<pre><code>  two\n  lines</code></pre>",
            '<figure><img src="/images/12/" alt="A &quot;word&quot;" width="640" height="480">'
            "<figcaption>Caption</figcaption></figure>",
            '<table><caption>Doses</caption><thead><tr><th scope="col" colspan="2">A</th></tr>'
            '</thead><tbody><tr><td rowspan="2">1</td><td>2</td></tr></tbody></table>',
            '<p><a href="https://example.org/a?b=1&amp;c=2#d" title="Title" hreflang="en" '
            'lang="fr">Text</a></p>',
            '<p><a href="mailto:info@example.org">Mail</a> <a href="tel:+4930123456">Call</a></p>',
            '<p><a href="/articles/x/">Here</a> <a href="#part">below</a></p>',
            '<p><img src="https://example.org/x.png" alt=""></p>',
            '<figure><img src="/images/12/" alt="" role="presentation"></figure>',
            '<ol start="3" type="a"><li>Three</li></ol>',
        ],
    )
    @pytest.mark.row("A15")
    def test_clean_html_stays_byte_for_byte(self, html: str) -> None:
        assert clean(html, ARTICLE) == html

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<h1>A</h1><h5>B</h5><h6>C</h6>", "<h2>A</h2><h4>B</h4><h4>C</h4>"),
            ("<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>"),
            ("<p><strike>a</strike> <del>b</del></p>", "<p><s>a</s> <s>b</s></p>"),
            ("<p><acronym title=x>a</acronym></p>", '<p><abbr title="x">a</abbr></p>'),
            ("<p><tt>a</tt> <kbd>b</kbd></p>", "<p><code>a</code> <code>b</code></p>"),
            ("<p><u>a</u><small>b</small><font color=red>c</font></p>", "<p>abc</p>"),
            ('<p class="x" id="y" style="color:red">a</p>', "<p>a</p>"),
        ],
    )
    def test_legacy_elements(self, html: str, expected: str) -> None:
        assert clean(html, ARTICLE) == expected

    @pytest.mark.row("A2")
    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<h2><b>A</b> <i>b</i></h2>", "<h2>A <em>b</em></h2>"),
            ("<b><h2>A</h2></b>", "<h2>A</h2>"),
            ("<h3><em><strong>A</strong></em></h3>", "<h3><em>A</em></h3>"),
            ('<h1><span style="font-weight:700">A</span></h1>', "<h2>A</h2>"),
        ],
    )
    def test_headings_hold_no_bold(self, html: str, expected: str) -> None:
        assert clean(html, ARTICLE) == expected

    @pytest.mark.row("A2")
    @pytest.mark.parametrize(
        "empty",
        [
            "<p></p>",
            "<p> \n</p>",
            "<p>&nbsp;</p>",
            "<p>\u00a0 &#160;</p>",
            "<p><br></p>",
            "<p><strong>&nbsp;</strong></p>",
            '<p><a href="/x/"></a></p>',
            "<h2><br></h2>",
            "<p><img src=data:x></p>",
        ],
    )
    def test_empty_paragraphs_go(self, empty: str) -> None:
        assert clean(f"<p>a</p>{empty}<p>b</p>", ARTICLE) == "<p>a</p><p>b</p>"

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
            ("<div>a<p>b</p>c</div>", "<p>a</p><p>b</p><p>c</p>"),
            ('<div dir="rtl">a</div>', '<p dir="rtl">a</p>'),
            ("a<div></div>b", "a\nb"),
            ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
            ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
            (
                '<a href="/x/"><h2>a</h2><p>b</p></a>',
                '<h2><a href="/x/">a</a></h2><p><a href="/x/">b</a></p>',
            ),
            ("<li>a</li>", "<p>a</p>"),
            ("<figcaption>a</figcaption>", "<p>a</p>"),
            ("<h2>a<ul><li>b</li></ul></h2>", "<h2>a</h2><ul><li>b</li></ul>"),
            ("<p>a<hr>b</p>", "<p>a</p><hr>b"),
            ("<pre>\n\na</pre>", "<pre>a</pre>"),
            ("<pre><div>a</div><div>b</div></pre>", "<pre>a\nb</pre>"),
            (
                "<table><tr><td>1</td></tr><tfoot><tr><td>2</td></tr></tfoot></table>",
                "<table><tbody><tr><td>1</td></tr></tbody>"
                "<tbody><tr><td>2</td></tr></tbody></table>",
            ),
        ],
    )
    def test_structure_is_put_right(self, html: str, expected: str) -> None:
        assert clean(html, ARTICLE) == expected

    @pytest.mark.row("A15")
    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<ul><li>\n<p>a</p>\n</li></ul>", "<ul><li>\na\n</li></ul>"),
            (
                "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
                "<ul><li>a<ul><li>b</li></ul></li></ul>",
            ),
            ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
            ('<ul><li><p lang="de">a</p></li></ul>', '<ul><li><p lang="de">a</p></li></ul>'),
            (
                "<table><tr><td><p>a</p></td></tr></table>",
                "<table><tbody><tr><td>a</td></tr></tbody></table>",
            ),
        ],
    )
    def test_items_and_cells_hold_no_needless_paragraph(self, html: str, expected: str) -> None:
        assert clean(html, ARTICLE) == expected

    @pytest.mark.row("A15")
    @pytest.mark.parametrize(
        ("rows", "head", "body"),
        [
            ("<tr><th>a</th></tr><tr><td>1</td></tr>", 1, 1),
            ('<tr><td></td><th scope="col">a</th></tr><tr><th scope="row">b</th></tr>', 1, 1),
            ("<tr><th>a</th></tr><tr><th>b</th></tr><tr><td>1</td></tr>", 2, 1),
            ('<tr><th scope="row">a</th></tr><tr><td>1</td></tr>', 0, 2),
            ("<tr><td>a</td><th>b</th></tr><tr><td>1</td></tr>", 0, 2),
            ("<tr><td></td></tr><tr><td>1</td></tr>", 0, 2),
            ("<tr><th>a</th></tr>", 0, 1),
            (
                "<tr><td><table><tr><th>x</th></tr><tr><td>y</td></tr></table></td></tr>",
                1,  # that of the table within
                2,
            ),
        ],
    )
    def test_rows_of_headings_are_the_head(self, rows: str, head: int, body: int) -> None:
        result = clean(f"<table><caption>c</caption>{rows}</table>", ARTICLE)
        heads = [part.partition("</thead>")[0] for part in result.split("<thead>")[1:]]
        assert sum(part.count("<tr>") for part in heads) == head
        assert result.count("<tr>") - head == body
        assert clean(result, ARTICLE) == result

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("https://example.org/", "https://example.org/"),
            ("HTTP://EXAMPLE.ORG/", "HTTP://EXAMPLE.ORG/"),
            (" https://example.org/a b ", "https://example.org/a%20b"),
            ("ht\ntps://example.org/", "https://example.org/"),
            ("/a/?b=c#d", "/a/?b=c#d"),
            ("/", "/"),
            ("#", "#"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("", None),
            ("page.html", None),
            ("../up/", None),
            ("?page=2", None),
            ("//example.org/", None),
            ("/\\example.org/", None),
            ("/\t/example.org/", None),
            ("ftp://example.org/", None),
            ("https:example.org", None),
            ("https:///example.org", None),
            ("http://[", None),
        ],
    )
    def test_addresses_of_links(self, address: str, kept: str | None) -> None:
        links = Reader(clean(f'<a href="{address}">text</a>', ARTICLE), ARTICLE).links
        assert [link["href"] for link in links] == ([kept] if kept else [])

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("/images/1/", True),
            ("https://example.org/x.png", True),
            ("/images/1", False),
            ("/images/x/", False),
            ("/images/1/?x", False),
            ("/media/x.png", False),
            ("mailto:a@example.org", False),
            ("data:image/png;base64,AAAA", False),
        ],
    )
    def test_addresses_of_images(self, address: str, kept: bool) -> None:
        html = f'<img src="{address}" alt="x">'
        assert clean(html, ARTICLE) == (html if kept else "")

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ('<ol start="x" type="1"><li>a</li></ol>', "<ol><li>a</li></ol>"),
            ('<p dir="up" lang="not a language">a</p>', "<p>a</p>"),
            ('<img src="/images/1/" width="50%" height="0">', '<img src="/images/1/">'),
            (
                '<table><tr><td colspan="0" rowspan="99999" scope="row">a</td></tr></table>',
                "<table><tbody><tr><td>a</td></tr></tbody></table>",
            ),
        ],
    )
    def test_values_of_attributes(self, html: str, expected: str) -> None:
        assert clean(html, ARTICLE) == expected

    def test_control_characters_go(self) -> None:
        html = "a\x00b&#0;c&#1;d\x7fe\x85f\ud800g\r\nh\ri&#13;j\x0bk"
        assert clean(html, ARTICLE) == "ab\ufffdcdefg\nh\ni\nj k"


class TestOtherPolicies:
    def test_an_answer_keeps_text_lists_and_links(self) -> None:
        html = (
            "<h2>Title</h2><p><b>a</b> <code>b</code></p><ul><li>c</li></ul><blockquote>d"
            '</blockquote><img src="/images/1/" alt=""><table><tr><td>1</td><td>2</td></tr></table>'
        )
        assert clean(html, FAQ_ANSWER) == (
            "<p>Title</p><p><strong>a</strong> b</p><ul><li>c</li></ul><p>d</p><p>1</p><p>2</p>"
        )

    def test_a_comment_keeps_quotations_and_marks_its_links(self) -> None:
        html = (
            '<p dir="auto"><b>a</b> <a href="https://example.org/" rel="opener">b</a> '
            '<a href="/x/">c</a> <a href="mailto:a@example.org">d</a></p>'
        )
        assert clean(html, COMMENT) == (
            '<p dir="auto">a <a href="https://example.org/" rel="ugc nofollow">b</a> c d</p>'
        )


class TestSize:
    def test_the_limit_is_allowed(self) -> None:
        assert len(clean("x" * MAX_CHARACTERS, ARTICLE)) == MAX_CHARACTERS

    def test_too_many_characters(self) -> None:
        with pytest.raises(TooLong, match="500,000"):
            clean("x" * (MAX_CHARACTERS + 1), ARTICLE)

    def test_too_many_tags(self) -> None:
        with pytest.raises(TooLong, match="20,000"):
            clean("<br>" * (MAX_TAGS + 1), ARTICLE)

    @pytest.mark.parametrize("spelling", ["<b x={}>", "<font color='>{}'>", "<i x=a\"b y='>{}'>"])
    def test_formatting_that_a_parser_would_multiply(self, spelling: str) -> None:
        html = "".join(map(spelling.format, range(5_000))) + "<p>x" * 5_000
        with pytest.raises(TooLong, match="formats"):
            clean(html, ARTICLE)

    def test_much_plain_formatting_is_no_problem(self) -> None:
        html = "<p><b style='font-weight:bold'>a</b> <i>b</i></p>" * 3_000
        assert clean(html, ARTICLE).count("<strong>a</strong>") == 3_000

    @pytest.mark.parametrize("opening", ["<ul><li>x", "<blockquote>x", "<div>x", "<sub>x"])
    def test_nesting_is_made_shallow(self, opening: str) -> None:
        once = clean(opening * 3_000, ARTICLE)
        assert once.count("x") == 3_000
        assert once.count("</") - once.count("</p>") <= 101
        assert clean(once, ARTICLE) == once
