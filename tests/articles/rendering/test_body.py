"""From clean HTML to the body of an edition."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.rendering.body import RenderedBody, render_body
from site_config.kit.html import ARTICLE, clean, plain_text
from tests.kit.markup import hostile_soup, letters, tag_soup
from tests.support.reading import Element, read

headings = st.lists(
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["h2", "h3"]), st.sampled_from([
        "Sleep", "sleep", "Sleep!", "Sleep 2", "sleep-2", "…", "睡眠", "Schlaf &amp; Ruhe", "",
    ])),
    max_size=12,
).map("".join)  # fmt: skip
markers = st.lists(
    st.sampled_from(["[1]", "[2]", "[99]", "[0]", "[001]", "[ 1]", "<a href='/x/'>[1]</a>",
                     "<code>[2]</code>", "<p>", "</p>", "word "]),
    max_size=12,
).map("".join)  # fmt: skip
written = (tag_soup | hostile_soup | headings | markers).map(lambda html: clean(html, ARTICLE))


def rendered(html: str, sources: int = 2) -> RenderedBody:
    return render_body(clean(html, ARTICLE), source_count=sources)


class TestProperties:
    @settings(deadline=None)
    @given(written, st.integers(0, 3))
    @example("", 0)
    def test_it_takes_all_that_the_sanitiser_lets_through(self, html: str, sources: int) -> None:
        body = render_body(html, source_count=sources)
        tree = read(body.html)
        ids = [e.attributes["id"] for e in tree.everything() if "id" in e.attributes]
        assert len(ids) == len(set(ids))
        assert [entry["id"] for entry in body.contents] == [
            e.attributes["id"] for e in tree.everything() if e.name in {"h2", "h3"}
        ]
        assert body == render_body(html, source_count=sources)

    @settings(deadline=None)
    @given(written)
    def test_no_word_is_lost_or_added(self, html: str) -> None:
        """But for pictures of other sites, which give way to their words."""
        without_foreign = re.sub(r'<img src="https?:[^>]*>', "", html)
        body = render_body(without_foreign, source_count=2)
        assert letters(plain_text(body.html)) == letters(plain_text(without_foreign))

    @settings(deadline=None)
    @given(written)
    def test_nothing_is_fetched_from_elsewhere(self, html: str) -> None:
        for element in read(render_body(html, source_count=0).html).everything():
            assert not element.attributes.get("src", "/").startswith(("http", "//"))


class TestHeadings:
    def test_anchors_are_made_of_the_words_and_unique(self) -> None:
        body = rendered("<h2>Is it safe?</h2><h3>Is it <em>safe</em>?</h3><h2>…</h2><h2>睡眠</h2>")
        assert body.contents == [
            {"id": "is-it-safe", "text": "Is it safe?", "level": 2},
            {"id": "is-it-safe-2", "text": "Is it safe?", "level": 3},
            {"id": "section", "text": "…", "level": 2},
            {"id": "睡眠", "text": "睡眠", "level": 2},
        ]

    def test_small_headings_stay_out_of_the_contents(self) -> None:
        body = rendered("<h4>Detail</h4><h2>A &lt; B &amp; C</h2>")
        assert [entry["text"] for entry in body.contents] == ["A < B & C"]
        assert "<h4>Detail</h4>" in body.html

    def test_two_headings_never_share_an_anchor(self) -> None:
        body = rendered("<h2>Sleep</h2><h2>Sleep 2</h2><h2>Sleep</h2>")
        assert [entry["id"] for entry in body.contents] == ["sleep", "sleep-2", "sleep-3"]


class TestMarkers:
    def test_they_lead_to_the_source_and_the_first_can_be_led_back_to(self) -> None:
        body = rendered("<p>So [1], and [2], again [1].</p>")
        links = [(e.attributes["href"], e.attributes.get("id")) for e in read(body.html).all("a")]
        assert links == [("#source-1", "cites-1"), ("#source-2", "cites-2"), ("#source-1", None)]
        assert (body.cited, body.undefined_markers) == ({1, 2}, [])

    def test_a_number_without_source_stays_text(self) -> None:
        body = rendered("<p>See [3] and [0] and [2].</p>")
        assert "See [3] and [0] and <a" in body.html
        assert (body.cited, body.undefined_markers) == ({2}, [3, 0])

    @pytest.mark.parametrize(
        "html", ["<p><code>a[1]</code></p>", "<pre>a[1]</pre>", '<p><a href="/x/">b[1]</a></p>']
    )
    def test_code_and_links_are_left_alone(self, html: str) -> None:
        body = rendered(html)
        assert body.html == html
        assert not body.cited


class TestTablesAndPictures:
    def test_a_table_scrolls_within_a_named_region(self) -> None:
        body = rendered("<table><tbody><tr><td>1</td></tr></tbody></table><p>After</p>")
        region = read(body.html).one("div", class_="table-scroll")
        assert region.attributes["role"] == "region"
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-label"]
        assert [part.name for part in region.parts if isinstance(part, Element)] == ["table"]
        assert body.html.endswith("</div><p>After</p>")

    def test_our_pictures_stay_references(self) -> None:
        body = rendered('<figure><img src="/images/7/" alt="A bed"></figure><img src="/images/9/">')
        assert body.image_ids == [7, 9]
        assert '<img src="/images/7/" alt="A bed">' in body.html

    def test_a_picture_of_another_site_becomes_a_link(self) -> None:
        body = rendered(
            '<p><img src="https://x.example/a.png?b=1&amp;c=2" alt="A &lt;bed&gt;"></p>'
        )
        assert body.html == (
            '<p><a href="https://x.example/a.png?b=1&amp;c=2">A &lt;bed&gt;</a></p>'
        )
        assert body.image_ids == []

    def test_within_a_link_it_becomes_its_words(self) -> None:
        html = '<p><a href="/x/"><img src="https://x.example/a.png" alt="A bed"></a></p>'
        assert rendered(html).html == '<p><a href="/x/">A bed</a></p>'
