"""Markdown of clean HTML: the same words, none of them taken for markup."""

import pytest

from site_config.kit.html import markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\\\nlines"),
        ("<h2>Sleep</h2><p>It <strong>helps</strong>.</p>", "## Sleep\n\nIt **helps**."),
        ("<p><em>much </em>more</p>", "*much* more"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>",
         "- a\n\n- b\n\n  1. c\n\n  2. d"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n\n   b"),
        ("<blockquote><p>Said</p><ul><li>so</li></ul></blockquote>", "> Said\n\n> - so"),
        ('<p><a href="/faq/nap/">Nap</a></p>', "[Nap](https://x.example/faq/nap/)"),
        ('<p><img src="/media/a.jpg" alt="A bed"></p>', "![A bed](https://x.example/media/a.jpg)"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
         "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |"),
        ("<pre><code>a &lt; b\n  *c*</code></pre>", "```\na < b\n  *c*\n```"),
        ("<p><code>a_b</code> a_b</p>", "`a_b` a\\_b"),
        ("<p>1. no list, *no* mark, &lt;b&gt; [1]</p>",
         "1\\. no list, \\*no\\* mark, \\<b\\> \\[1\\]"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown(html: str, expected: str) -> None:
    assert markdown(html, base="https://x.example") == expected
