"""The public files of pictures: what is made of each, when, and when it goes."""

import io
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image as Pillow

from articles.images import library, renditions
from articles.images.cutting import CARD, SOCIAL, TONES, WHOLE, cuts_of, region, tone_of
from articles.images.intake import open_safely, put
from articles.models import Image
from articles.models.image import shape_of
from tests.builders import DAY, NOW, articles, images
from tests.house.code_base import ROOT
from tests.support.reading import read
from tests.support.worker import do_queued

# A picture that is red on the left and blue on the right.
HALVES = (120, 40)


def halves() -> io.BytesIO:
    pixels = Pillow.new("RGB", HALVES, "red")
    pixels.paste("blue", (HALVES[0] // 2, 0, *HALVES))
    buffer = io.BytesIO()
    pixels.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def colours(image: Image, shape: str) -> set[str]:
    """Which of red and blue the widest JPEG of a shape shows."""
    made = [
        each for each in image.renditions if (shape_of(each), each["format"]) == (shape, "jpeg")
    ]
    with default_storage.open(made[-1]["name"]) as file, Pillow.open(file) as opened:
        pixels = opened.convert("RGB")
    ends = [pixels.getpixel((x, pixels.height // 2)) for x in (1, pixels.width - 2)]
    return {"red" if red > blue else "blue" for red, _green, blue in ends}  # type: ignore[misc]


class TestShapes:
    @pytest.mark.parametrize("size", [(1, 1), (48, 32), (480, 10), (1600, 900), (900, 4000)])
    def test_no_file_is_larger_than_the_picture(self, size: tuple[int, int]) -> None:
        for cut in cuts_of(*size):
            assert 1 <= cut.width <= size[0]
            assert 1 <= cut.height <= size[1]
        assert len(cuts_of(*size)) == len(set(cuts_of(*size)))

    @pytest.mark.row("M2")
    def test_widths_grow_in_steps_of_at_most_a_half(self) -> None:
        """So a browser finds a file that is at most 1.5 times as wide as the box."""
        for shape in (WHOLE, CARD):
            cuts = [cut for cut in cuts_of(4000, 3000) if cut.shape == shape]
            assert {cut.format for cut in cuts} == {"avif", "webp", "jpeg"}
            widths = sorted(cut.width for cut in cuts if cut.format == "avif")
            steps = [wide / narrow for narrow, wide in pairwise(widths)]
            assert max(steps) <= 1.5

    def test_cards_and_shared_links_have_their_ratio(self) -> None:
        for shape, ratio in ((CARD, 3 / 2), (SOCIAL, 1200 / 630)):
            for cut in cuts_of(1700, 2400):
                if cut.shape == shape:
                    assert cut.width / cut.height == pytest.approx(ratio, rel=0.01)

    @pytest.mark.parametrize("focal", [(0.0, 0.0), (0.5, 0.5), (0.9, 0.2), (1.0, 1.0)])
    @pytest.mark.parametrize("size", [(1, 1), (300, 100), (100, 300)])
    def test_the_focal_point_stays_in_view(
        self, size: tuple[int, int], focal: tuple[float, float]
    ) -> None:
        left, top, right, bottom = region(*size, 3 / 2, focal)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert left - 1 <= focal[0] * size[0] <= right + 1
        assert top - 1 <= focal[1] * size[1] <= bottom + 1

    def test_each_tone_has_its_class_and_its_colour(self) -> None:
        css = (ROOT / "static/css/components/picture.css").read_text()
        for tone, (red, green, blue) in TONES.items():
            assert f".tone-{tone} {{\n  background: #{red:02x}{green:02x}{blue:02x};" in css
            assert tone_of(Pillow.new("RGB", (4, 4), (red, green, blue))) == tone
        assert tone_of(Pillow.new("RGBA", (4, 4))) == ""


@pytest.mark.django_db
@pytest.mark.row("M2")
class TestMaking:
    def test_a_page_shows_one_file_until_the_worker_has_made_the_others(
        self, client: Client
    ) -> None:
        picture = images.image(size=(330, 220))
        articles.live(slug="bed", picture=picture)
        first = read(client.get("/articles/bed/")).one("picture")
        assert first.all("source") == []
        assert "srcset" not in first.one("img").attributes
        do_queued()
        shown = read(client.get("/articles/bed/")).one("picture")
        avif, webp = (each.attributes for each in shown.all("source"))
        assert (avif["type"], webp["type"]) == ("image/avif", "image/webp")
        assert avif["srcset"].count(".avif ") == webp["srcset"].count(".webp ") == 2
        assert shown.one("img").attributes["class"] == "tone-sea"
        for srcset in (avif["srcset"], webp["srcset"], shown.one("img").attributes["srcset"]):
            for address in (each.split()[0] for each in srcset.split(", ")):
                assert client.get(address).status_code == 200, address
        assert renditions.make(Image.objects.get(), now=NOW) == 0

    def test_cards_are_cut_around_the_focal_point(self) -> None:
        image = Image(title="Halves", uploaded_at=NOW)
        put(image, open_safely(halves()))
        library.save(image, by=None, now=NOW)
        renditions.make(image, now=NOW)
        image.refresh_from_db()
        assert colours(image, CARD) == {"red", "blue"}
        whole = [each for each in image.renditions if shape_of(each) == WHOLE]
        for focal, colour in ((0.0, "red"), (1.0, "blue")):
            image.focal_x = focal
            library.save(image, by=None, now=NOW)
            # Nothing shows the wrong part meanwhile, and the whole picture keeps its files.
            assert image.renditions == whole
            renditions.make(image, now=NOW)
            image.refresh_from_db()
            assert colours(image, CARD) == {colour}
            assert [each for each in image.renditions if shape_of(each) == WHOLE] == whole

    def test_a_file_that_was_replaced_meanwhile_wins(self) -> None:
        image = images.image()
        slow = Image.objects.get(pk=image.pk)
        put(image, open_safely(images.file(size=(80, 40), colour="red")))
        library.save(image, by=None, now=NOW)
        newest = image.renditions
        # The old original is kept for a day, so that the worker can still read it.
        assert renditions.make(slow, now=NOW) == 0
        image.refresh_from_db()
        assert (image.renditions, image.width) == (newest, 80)
        assert image.renditions_due_at == NOW

    def test_a_form_that_was_opened_earlier_takes_no_files_away(self) -> None:
        opened = images.image()
        renditions.make(Image.objects.get(pk=opened.pk), now=NOW)
        made = Image.objects.get(pk=opened.pk).renditions
        opened.alt = "A bed"
        library.save(opened, by=None, now=NOW)
        image = Image.objects.get(pk=opened.pk)
        assert (image.renditions, image.alt, image.renditions_due_at) == (made, "A bed", None)

    def test_a_picture_that_cannot_be_read_waits_and_lets_others_go_first(self) -> None:
        broken, good = images.image(title="Broken"), images.image(title="Good")
        broken.original.storage.delete(broken.original.name)
        with pytest.raises(FileNotFoundError):
            renditions.make_next.call()
        assert renditions.make_next.call() == 7
        assert renditions.make_next.call() == 0
        assert Image.objects.get(pk=good.pk).renditions_due_at is None
        waits = Image.objects.get(pk=broken.pk)
        assert waits.renditions == broken.renditions
        assert waits.renditions_due_at is not None

    @pytest.mark.row("M4")
    def test_old_files_are_deleted_once_nobody_needs_them(self) -> None:
        image = images.image(complete=True)
        names, original = [each["name"] for each in image.renditions], image.original.name
        renditions.delete_files.call(names, original)
        assert not any(default_storage.exists(name) for name in names)
        assert not image.original.storage.exists(original)
        renditions.delete_files.call(names, original)

    @pytest.mark.sqlite
    def test_the_command_makes_what_is_missing_and_nothing_twice(self) -> None:
        image = images.image()
        articles.live(slug="plain", title="Plain words")
        first, again = io.StringIO(), io.StringIO()
        call_command("make_renditions", stdout=first)
        call_command("make_renditions", stdout=again)
        image.refresh_from_db()
        assert renditions.missing(image) == []
        assert "1 of 1 pictures: 7 files for “A bedroom”\nCards drawn: 1." in first.getvalue()
        assert again.getvalue() == "Cards drawn: 0.\n"


@pytest.mark.django_db
@pytest.mark.row("M5")
def test_orphans_are_reported_and_their_files_deleted_only_if_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used = images.image(title="Used")
    unused = images.image(title="Unused")
    drafted = images.image(title="Drafted")
    articles.live(picture=used)
    articles.draft(title="Draft", body=f'<p><img src="{drafted.reference}" alt="A bed"></p>')
    lost = f"{'c' * 32}/320.jpg"
    default_storage.save(lost, images.file())
    monkeypatch.setattr("articles.images.orphans.YOUNG", -DAY)
    told = io.StringIO()
    call_command("report_orphans", stdout=told)
    assert "Unused" in told.getvalue()
    assert "Used\n" not in told.getvalue()
    assert "Drafted" not in told.getvalue()
    assert f"file {lost}" in told.getvalue()
    assert default_storage.exists(lost)
    call_command("report_orphans", "--delete-files", stdout=told)
    assert not default_storage.exists(lost)
    for image in (used, unused, drafted):
        assert all(default_storage.exists(each["name"]) for each in image.renditions)
        assert image.original.storage.exists(image.original.name)
