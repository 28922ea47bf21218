"""The content of WordPress posts becomes plain HTML, and what is lost is named."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.wxr import Converted, to_html

pytestmark = pytest.mark.row("I7")


def html_of(content: str) -> str:
    return to_html(content).html


class TestBlockEditor:
    def test_comments_go_and_the_html_stays(self):
        content = (
            "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n"
            '<!-- wp:heading {"level":3} -->\n<h3>Two</h3>\n<!-- /wp:heading -->'
        )
        assert to_html(content) == Converted("<p>One</p>\n\n<h3>Two</h3>", ())

    def test_no_paragraphs_are_added(self):
        content = "<!-- wp:html -->\n<div>one\n\ntwo</div>\n<!-- /wp:html -->"
        assert html_of(content) == "<div>one\n\ntwo</div>"

    def test_blocks_made_by_wordpress_itself_are_named(self):
        content = '<!-- wp:latest-posts {"postsToShow":3} /-->\n<p>After</p>\n<!-- wp:my/map /-->'
        assert to_html(content) == Converted(
            "<p>After</p>", ('<!-- wp:latest-posts {"postsToShow":3} /-->', "<!-- wp:my/map /-->")
        )

    def test_an_embed_becomes_a_link(self):
        content = (
            '<!-- wp:embed {"url":"https://video.example/w?v=1&amp;t=2"} -->\n'
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
            "https://video.example/w?v=1&amp;t=2\n"
            "</div></figure>\n<!-- /wp:embed -->"
        )
        converted = to_html(content)
        assert (
            '\n<a href="https://video.example/w?v=1&amp;t=2">'
            "https://video.example/w?v=1&amp;t=2</a>\n" in converted.html
        )
        assert converted.leftovers == ("https://video.example/w?v=1&amp;t=2",)

    @pytest.mark.parametrize("mark", ["<!--more-->", "<!--more Read on-->", "<!--nextpage-->"])
    def test_marks_go_and_are_named(self, mark):
        content = f"<!-- wp:more -->\n{mark}\n<!-- /wp:more -->\n\n<p>After</p>"
        assert to_html(content) == Converted("<p>After</p>", (mark,))

    def test_other_comments_go_unnamed(self):
        assert to_html("<p>a<!-- note to self -->b</p>") == Converted("<p>ab</p>", ())

    def test_a_comment_without_end_does_not_swallow_the_text(self):
        converted = to_html("<p>One</p><!-- oops <p>Two</p>")
        assert converted.html == "<p>One</p>\n<p>&lt;!-- oops</p>\n<p>Two</p>"
        assert converted.leftovers == ("<!-- oops <p>Two</p>",)


class TestClassicEditor:
    @pytest.mark.parametrize(
        ("content", "html"),
        [
            ("", ""),
            (" \n\n ", ""),
            ("One", "<p>One</p>"),
            ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
            ("One\r\n\r\nTwo\rThree", "<p>One</p>\n<p>Two<br>\nThree</p>"),
            ("One\n \t\n\nTwo", "<p>One</p>\n<p>Two</p>"),
            ("One<br />\nTwo", "<p>One<br>\nTwo</p>"),
            ("One<br><br/>Two", "<p>One</p>\n<p>Two</p>"),
            ("One <em>and\nhalf</em>", "<p>One <em>and<br>\nhalf</em></p>"),
            ("<h2>Title</h2>\nText", "<h2>Title</h2>\n<p>Text</p>"),
            ("Text\n<h2>Title</h2>", "<p>Text</p>\n<h2>Title</h2>"),
            ("<p>Has one</p>\n\nHas none", "<p>Has one</p>\n<p>Has none</p>"),
            ("<P>Shouted</P>", "<P>Shouted</P>"),
            ("<p>One\n<p>Two</p>", "<p>One\n<p>Two</p>"),
            ("One</p>\n\nTwo", "<p>One</p>\n<p>Two</p>"),
            ("<hr />\nText", "<hr /><p>Text</p>"),
            ('<img src="a.png"\nalt="x">', '<p><img src="a.png" alt="x"></p>'),
            (
                "<blockquote>Said\n\nTwice</blockquote>",
                "<blockquote><p>Said</p>\n<p>Twice</p>\n</blockquote>",
            ),
            ("<blockquote>Said</blockquote>", "<blockquote><p>Said</p>\n</blockquote>"),
            ("<div>One\n\nTwo</div>", "<div><p>One</p>\n<p>Two</p>\n</div>"),
            ("<div>One</div>", "<div>One</div>"),
            ("<a href='#'><div>Card</div></a>", "<a href='#'><div>Card</div>\n</a>"),
        ],
    )
    def test_paragraphs_and_line_breaks(self, content, html):
        assert html_of(content) == html

    @pytest.mark.parametrize(
        "kept",
        [
            "<pre>one\n\ntwo\n  three</pre>",
            "<ul>\n<li>one\n\ntwo</li>\n</ul>",
            "<ol><li>one</li>\n\n<li>two</li></ol>",
            "<table>\n<tr><td>one\n\ntwo</td></tr>\n</table>",
            "<figure>\n<img src='a.png'>\n</figure>",
        ],
    )
    def test_lists_tables_and_code_are_left_as_they_are(self, kept):
        assert html_of(f"Before\n{kept}\nAfter") == f"<p>Before</p>\n{kept}\n<p>After</p>"

    def test_it_can_be_switched_off(self):
        assert to_html("One\n\nTwo", wpautop=False).html == "One\n\nTwo"

    def test_a_mark_ends_the_paragraph(self):
        assert to_html("One<!--more-->Two") == Converted("<p>One</p>\n<p>Two</p>", ("<!--more-->",))


MARKUP = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<div>", "</div>", "<pre>", "</pre>", "<code>", "</code>", "<br>"),
            *("<ul>", "<li>", "</ul>", "<iframe src='/x'>", "</iframe>", "<img src='a'>"),
            *("<!--", "-->", "<!-- wp:x -->", "[caption]", "[/caption]", "[gallery]", "[[x]]"),
            *("[b c='d']", "[/b]", "\n", "\n\n", "https://x.example", "word", *'<>[]"'),
        ]
    )
).map("".join)


@settings(deadline=None)
@given(st.one_of(MARKUP, st.text()))
def test_nothing_makes_it_fail(content):
    converted = to_html(content)
    assert len(set(converted.leftovers)) == len(converted.leftovers)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["word", "two words", "\n", "\n\n", "<b>", "</b>", "<ul><li>x</ul>"]))
)
def test_no_word_is_lost_and_none_added(pieces):
    def words(html: str) -> list[str]:
        return re.sub("<[^>]*>", " ", html).split()

    assert words(html_of(" ".join(pieces))) == words(" ".join(pieces))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", "\n", "\n\n", "<h2>x</h2>", "<pre>\n\n</pre>", "<div>", "</div>"])
    )
)
def test_html_with_paragraphs_is_left_alone(pieces):
    once = html_of(" ".join(pieces))
    assert without_space_between_tags(html_of(once)) == without_space_between_tags(once)


def without_space_between_tags(html: str) -> str:
    return re.sub(r">\s+<", "><", html)
