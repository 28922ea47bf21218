"""The token stream and its way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.html import (
    ARTICLE,
    EndTag,
    StartTag,
    Text,
    clean,
    serialise,
    tokens,
)
from tests.kit.markup import hostile_soup, tag_soup
from tests.kit.pastes import GOOGLE_DOCS, WORD


def test_the_kinds_of_token() -> None:
    html = '<p>a &amp; b&nbsp;<img src="/images/1/" alt="&quot;x&quot; &amp;amp; &lt;"><br></p>'
    assert list(tokens(html)) == [
        StartTag("p"),
        Text("a &amp; b&nbsp;"),
        StartTag("img", (("src", "/images/1/"), ("alt", '"x" &amp; <'))),
        StartTag("br"),
        EndTag("p"),
    ]


@pytest.mark.row("A15")
@pytest.mark.parametrize(
    "html",
    [
        "",
        "text only &lt; &gt; &amp; \" '",
        "<p>a<br>b</p><hr><p>c</p>",
        '<p><a href="https://example.org/?a=1&amp;copy=2" title="\'a\' &quot;b&quot;">c</a></p>',
        '<p><abbr title="a&nbsp;b &amp;nbsp; &lt;i&gt;\nc">d</abbr></p>',
        "<pre><code>\n\n  a\n\tb &amp;&amp; c\n</code></pre>",
        '<ol start="3"><li>a</li>\n<li>b</li></ol>',
        "<p>é € 😀 \u200b \u2028</p>",
        '<img src="/images/1/" alt="">',
        "<p>&amp;lt;script&amp;gt; &amp;#39; &amp;copy</p>",
    ],
)
def test_samples_come_back_byte_for_byte(html: str) -> None:
    assert clean(html, ARTICLE) == html
    assert serialise(tokens(html)) == html


@pytest.mark.row("A15")
@settings(deadline=None)
@given(tag_soup | hostile_soup | st.text())
def test_cleaned_html_comes_back_byte_for_byte(html: str) -> None:
    cleaned = clean(html, ARTICLE)
    assert serialise(tokens(cleaned)) == cleaned


@pytest.mark.parametrize("paste", [WORD, GOOGLE_DOCS], ids=["Word", "Google Docs"])
def test_pastes_come_back_byte_for_byte(paste: str) -> None:
    cleaned = clean(paste, ARTICLE)
    assert serialise(tokens(cleaned)) == cleaned


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_an_attribute_holds_any_text(value: str) -> None:
    tag = StartTag("abbr", (("title", value),))
    assert list(tokens(serialise([tag]))) == [tag]
