"""The picture by which an article is shared: its own, or a drawn card."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pillow

from articles import labels as label_verbs
from articles.images.card_drawing import SIZE, draw
from articles.models import Category, Edition, SocialCard
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from tests.builders import DAY, HOUR, NOW, articles, images, labels
from tests.support.reading import read
from tests.support.worker import do_queued

pytestmark = pytest.mark.row("M8")


def shared(client: Client, slug: str) -> dict[str, str]:
    """What the page says of its picture."""
    tags = read(client.get(f"/articles/{slug}/")).all("meta")
    named = {tag.attributes.get("property", ""): tag.attributes["content"] for tag in tags[1:]}
    return {name: value for name, value in named.items() if name.startswith("og:image")}


class TestDrawing:
    @pytest.mark.parametrize(
        "title",
        [
            "Sleeping better",
            "x" * 300,
            "A title of three hundred characters " * 8,
            "😴 Sleep 😴",
            "😴" * 300,
            "漢字",
            "שינה טובה יותר (2026)",
            "النوم بشكل أفضل",
            "</script><b>&amp;",
            "a\u202eb\u0300\u200d\ufffd\x07",
            "",
        ],
    )
    def test_every_title_makes_a_card(self, title: str) -> None:
        card = draw(title, category="Sleep", site="Masthead Health")
        assert card.size == SIZE
        assert card != draw("", category="", site="")

    def test_nothing_is_drawn_into_the_margins(self) -> None:
        paper = Pillow.new("RGB", (60, 616), draw("", category="", site="").getpixel((0, 300)))
        for title in ("W" * 300, "שינה " * 60):
            card = draw(title, category="Sleep " * 40, site="Masthead " * 40)
            for left in (0, SIZE[0] - 60):
                assert card.crop((left, 14, left + 60, 630)) == paper

    def test_what_is_written_from_right_to_left_begins_on_the_right(self) -> None:
        rightmost = [
            draw(title, category="", site="").crop((1000, 170, 1120, 260)).getcolors(100_000)
            for title in ("שינה", "Sleep")
        ]
        assert len(rightmost[0] or []) > len(rightmost[1] or []) == 1


@pytest.mark.django_db
class TestSharing:
    def test_an_article_without_a_picture_gets_a_card_from_the_worker(self, client: Client) -> None:
        articles.live(slug="plain", title='Sleep "well"')
        assert shared(client, "plain") == {}
        do_queued()
        tags = shared(client, "plain")
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["og:image:alt"] == 'Sleep "well"'
        assert tags["og:image"].startswith("http")
        answer = client.get("/media/" + tags["og:image"].partition("/media/")[2])
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")

    def test_a_picture_is_shared_around_its_focal_point(self, client: Client) -> None:
        picture = images.image(size=(90, 60), complete=True)
        articles.live(slug="bed", picture=picture)
        do_queued()
        assert not SocialCard.objects.exists()
        tags = shared(client, "bed")
        assert (tags["og:image:width"], tags["og:image:height"]) == ("90", "47")
        assert tags["og:image:alt"]

    def test_another_title_or_category_or_site_gets_another_card(self) -> None:
        article = articles.live(title="Sleep", category=labels.category("Rest"))
        names = []
        for change in (
            lambda: None,
            lambda: articles.republish(
                article, now=NOW + HOUR, title="Sleep well", category=labels.category("Rest")
            ),
            lambda: _rename(labels.category("Rest")),
            lambda: saving.save(SiteSettings(name="Another name")),
        ):
            change()
            do_queued()
            names.append(SocialCard.objects.get(edition__live_until=None).name)
        assert len(set(names[:3])) == 3
        assert all(default_storage.exists(name) for name in names)
        assert SocialCard.objects.count() <= Edition.objects.count()

    def test_a_minor_change_of_the_text_keeps_the_card(self) -> None:
        article = articles.live(title="Sleep")
        do_queued()
        [first] = SocialCard.objects.values_list("name", flat=True)
        articles.republish(article, now=NOW + DAY, body="<p>Other words.</p>")
        do_queued()
        assert set(SocialCard.objects.values_list("name", flat=True)) == {first}


def _rename(category: Category) -> None:
    category.name = "Nights"
    label_verbs.change(category, by=None, now=NOW + HOUR)
