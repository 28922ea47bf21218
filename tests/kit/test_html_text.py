"""Plain text and word counts."""

import pytest
from hypothesis import given, settings

from site_config.kit.html import ARTICLE, clean, plain_text, word_count
from tests.kit.markup import Reader, letters, tag_soup


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<p>a</p>\n\n<p> b </p>\n", "a\nb"),
        ("<h2>Title</h2>text", "Title\ntext"),
        ("<p>a<br>b</p><hr><p>c</p>", "a\nb\nc"),
        ("<p>in<strong>sepa</strong>rable</p>", "inseparable"),
        ("<p>a\n  b&nbsp;&nbsp;c</p>", "a b c"),
        ("<p>1 &lt; 2 &amp;amp; “3”</p>", "1 < 2 &amp; “3”"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\nb\nc"),
        (
            "<table><caption>T</caption><tbody><tr><th>a</th><td>b</td></tr>"
            "<tr><td>c</td></tr></tbody></table>",
            "T\na b\nc",
        ),
        ('<figure><img src="/images/1/" alt="x"><figcaption>y</figcaption></figure>z', "y\nz"),
        ("<pre>a\n  b</pre>", "a b"),
    ],
)
def test_plain_text(html: str, expected: str) -> None:
    assert plain_text(html) == expected


@settings(deadline=None)
@given(tag_soup)
def test_plain_text_holds_every_letter(html: str) -> None:
    cleaned = clean(html, ARTICLE)
    text = plain_text(cleaned)
    assert letters(text) == letters(Reader(cleaned, ARTICLE).text)
    assert text == "\n".join(" ".join(line.split()) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        (" one\ntwo  three ", 3),
        ("it's well-known", 2),
        ("a \u2013 b & c …", 3),
        ("12 mg (2.5 %)", 3),
        ("Größe naïve Ελληνικά", 3),
    ],
)
def test_word_count(text: str, count: int) -> None:
    assert word_count(text) == count


def test_word_count_of_a_long_line_without_words() -> None:
    assert word_count("-" * 500_000 + " end") == 1
