"""Shortcodes, frames and players become figures, links or nothing, and are named."""

import pytest

from site_config.kit.wxr import Converted, to_html

pytestmark = pytest.mark.row("I7")


class TestCaptions:
    IMAGE = '<img class="wp-image-7" src="a.png" alt="A boat">'

    @pytest.mark.parametrize(
        "caption",
        [
            '[caption id="attachment_7" width="300"]{} A boat[/caption]',
            '[caption id="attachment_7" caption="A boat"]{}[/caption]',
            "[wp_caption]{} A boat[/wp_caption]",
            "<p>[caption]{} A boat[/caption]</p>",
        ],
    )
    def test_become_figures(self, caption):
        assert to_html(caption.format(self.IMAGE)) == Converted(
            f"<figure>{self.IMAGE}<figcaption>A boat</figcaption></figure>", ()
        )

    def test_keep_the_link_of_the_image_and_the_markup_of_the_text(self):
        linked = f'<a href="b.png">{self.IMAGE}</a>'
        assert to_html(f"Before\n[caption]{linked} A <em>boat</em>[/caption]\nAfter").html == (
            f"<p>Before</p>\n<figure>{linked}<figcaption>A <em>boat</em></figcaption></figure>\n"
            "<p>After</p>"
        )

    def test_without_text_or_image(self):
        assert to_html(f"[caption]{self.IMAGE}[/caption]").html == f"<figure>{self.IMAGE}</figure>"
        assert to_html("[caption]Only text[/caption]") == Converted(
            "<p>Only text</p>", ("[caption]",)
        )


class TestShortcodes:
    @pytest.mark.parametrize(
        "shortcode",
        [
            "[gallery]",
            '[gallery ids="1,2" columns=3]',
            '[contact-form-7 id="12" title="Write to us"]',
            "[table id=4 /]",
            "[woocommerce_cart]",
        ],
    )
    def test_go_and_are_named(self, shortcode):
        assert to_html(f"One\n\n{shortcode}\n\nTwo") == Converted(
            "<p>One</p>\n<p>Two</p>", (shortcode,)
        )

    @pytest.mark.parametrize(
        "shortcode",
        [
            "[audio https://media.example/a.mp3]",
            '[audio mp3="https://media.example/a.mp3"][/audio]',
            '[video width="640" mp4="https://media.example/a.mp3"][/video]',
            "[embed]https://media.example/a.mp3[/embed]",
            '[embed width="123"]https://media.example/a.mp3[/embed]',
            "[youtube=https://media.example/a.mp3]",
            '[player url="https://media.example/a.mp3"]',
        ],
    )
    def test_become_a_link_if_they_name_an_address(self, shortcode):
        converted = to_html(shortcode)
        address = "https://media.example/a.mp3"
        assert converted.html == f'<p><a href="{address}">{address}</a></p>'
        assert converted.leftovers[0].startswith(shortcode.split("]")[0])

    def test_leave_the_text_they_enclose(self):
        assert to_html('[box color="red"]Take <b>care</b>[/box]') == Converted(
            "<p>Take <b>care</b></p>", ('[box color="red"]',)
        )

    def test_never_link_to_anything_but_pages(self):
        assert to_html('[button url="javascript:alert(1)"]').html == ""

    @pytest.mark.parametrize(
        "text",
        [
            "He said so [sic] twice [1], [2,3].",
            "It works [citation needed].",
            "The trial [n=25] [CI=95] [p = 0.03] ended.",
            "Use [and/or] or [self-reported] data.",
            "[See also: the list.]",
            '<a href="#" title="[gallery]">x</a>',
            '<code>[gallery ids="1"]</code>',
            "[]",
            "a ] b [ c",
        ],
    )
    def test_brackets_of_the_author_stay(self, text):
        assert to_html(text) == Converted(f"<p>{text}</p>", ())

    def test_a_closing_one_inside_code_does_not_lose_text(self):
        converted = to_html("[caption]One <code>[/caption]</code> two\n\nthree")
        assert converted.html == "<p>One <code>[/caption]</code> two</p>\n<p>three</p>"

    def test_double_brackets_are_wordpress_for_single_ones(self):
        assert to_html("Write [[gallery]] here") == Converted("<p>Write [gallery] here</p>", ())

    def test_each_is_named_once(self):
        assert to_html("[gallery]\n\n[gallery]").leftovers == ("[gallery]",)

    def test_a_long_one_is_named_shortly(self):
        [leftover] = to_html(f'[chart data="{"9," * 500}"]').leftovers
        assert len(leftover) == 200


class TestEmbeds:
    LINK = (
        '<a href="https://video.example/e/1?a=1&amp;b=2">https://video.example/e/1?a=1&amp;b=2</a>'
    )

    @pytest.mark.parametrize(
        "source",
        [
            '<iframe width="5" src="https://video.example/e/1?a=1&amp;b=2"></iframe>',
            "<IFRAME SRC='//video.example/e/1?a=1&b=2'>No frames</IFRAME>",
            "<iframe src=https://video.example/e/1?a=1&b=2></iframe>",
            '<video controls><source src="https://video.example/e/1?a=1&b=2"></video>',
            '<object data="https://video.example/e/1?a=1&b=2"><param name="x"></object>',
            '<embed src="https://video.example/e/1?a=1&b=2">',
        ],
    )
    def test_frames_and_players_become_links(self, source):
        converted = to_html(f"Look: {source} there")
        assert converted.html == f"<p>Look: {self.LINK} there</p>"
        assert converted.leftovers == (source.split(">")[0] + ">",)

    def test_an_address_on_its_own_line(self):
        assert to_html("One\n\nhttps://video.example/e/1?a=1&b=2\n\nTwo") == Converted(
            f"<p>One</p>\n<p>{self.LINK}</p>\n<p>Two</p>",
            ("https://video.example/e/1?a=1&b=2",),
        )

    def test_an_address_in_a_sentence_stays_text(self):
        text = "See https://video.example/ and https://other.example/"
        assert to_html(text) == Converted(f"<p>{text}</p>", ())

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", ""])
    def test_other_addresses_are_dropped(self, address):
        converted = to_html(f'One<iframe src="{address}"></iframe>')
        assert converted == Converted("<p>One</p>", (f'<iframe src="{address}">',))

    def test_a_frame_without_end_does_not_swallow_the_text(self):
        assert to_html('<iframe src="/x"> and text').html == '<p><a href="/x">/x</a> and text</p>'
