"""Pictures as pages show them."""

import pytest
from django.core.files.storage import default_storage

from articles.images.intake import open_safely, put
from articles.images.pictures import fill, picture
from articles.models import Image
from tests.builders import images
from tests.support.reading import read

BED = [
    {
        "name": f"{folder * 32}/{width}.{ending}",
        "format": format,
        "width": width,
        "height": round(width / ratio),
        "shape": shape,
    }
    for shape, folder, ratio in (("whole", "a", 2), ("card", "b", 1.5))
    for width in (480, 720, 1080)
    for format, ending in (("avif", "avif"), ("webp", "webp"), ("jpeg", "jpg"))
]
# As the first version left them.
OLD = [{k: v for k, v in each.items() if k != "shape"} for each in BED[1:6]]


def bed(**values: object) -> Image:
    return Image(pk=7, title="bedroom.jpg", renditions=BED, **values)


class TestPicture:
    def test_browsers_may_choose_a_size_and_a_format(self) -> None:
        shown = picture(bed(credit="Ana", licence="CC BY 4.0"), alt="A bed", caption="Beds")
        assert shown is not None
        folder = default_storage.url("a" * 32)
        assert shown.src == f"{folder}/720.jpg"
        assert (shown.width, shown.height) == (720, 360)
        for srcset, ending in ((shown.avif_srcset, "avif"), (shown.webp_srcset, "webp")):
            assert srcset == ", ".join(
                f"{folder}/{width}.{ending} {width}w" for width in (480, 720, 1080)
            )
        assert shown.jpeg_srcset.count(",") == 2
        assert (shown.alt, shown.caption) == ("A bed", "Beds")
        assert (shown.credit, shown.licence) == ("Ana", "CC BY 4.0")

    def test_a_small_picture_is_its_own_fallback(self) -> None:
        shown = picture(Image(renditions=BED[:3]), alt="")
        assert shown is not None
        assert (shown.width, shown.src[-8:]) == (480, "/480.jpg")
        assert shown.jpeg_srcset == ""

    def test_a_card_shows_what_was_cut_for_it_or_the_whole_until_then(self) -> None:
        cut = picture(bed(), alt="", shape="card")
        assert cut is not None
        assert (cut.width, cut.height) == (720, 480)
        assert cut.src == default_storage.url(f"{'b' * 32}/720.jpg")
        old = picture(Image(renditions=OLD), alt="", shape="card")
        assert old is not None
        assert old.src == default_storage.url(f"{'a' * 32}/720.jpg")
        assert old.avif_srcset == default_storage.url(f"{'a' * 32}/720.avif") + " 720w"

    def test_without_public_files_there_is_none(self) -> None:
        assert picture(Image(renditions=[]), alt="A bed") is None


class TestFilling:
    def test_a_reference_becomes_a_picture_with_its_own_words(self) -> None:
        html = '<p>Text</p><figure><img src="/images/7/" alt="A &quot;bed&quot;"></figure>'
        tree = read(fill(html, {7: bed()}))
        shown = tree.one("img")
        assert shown.attributes["alt"] == 'A "bed"'
        assert shown.attributes["width"] == "720"
        assert shown.attributes["height"] == "360"
        assert shown.attributes["loading"] == "lazy"
        assert "/images/7/" not in shown.attributes["src"]
        assert tree.one("p").text == "Text"

    @pytest.mark.row("M6")
    def test_who_made_it_stands_below(self) -> None:
        html = '<figure><img src="/images/7/" alt="A bed"><figcaption>Beds</figcaption></figure>'
        tree = read(fill(html, {7: bed(credit="<b>Ana</b>", licence="CC BY 4.0")}))
        assert tree.one(class_="picture-credit").text == "Picture: <b>Ana</b> · CC BY 4.0"
        assert not read(fill(html, {7: bed()})).all(class_="picture-credit")

    @pytest.mark.row("M3")
    def test_the_name_of_the_file_never_takes_the_place_of_words(self) -> None:
        tree = read(fill('<img src="/images/7/">', {7: bed(alt="Usual words")}))
        assert tree.one("img").attributes["alt"] == ""

    def test_a_picture_that_left_the_library_leaves_its_words(self) -> None:
        html = (
            '<p>A<img src="/images/7/" alt="&lt;script&gt;alert(1)&lt;/script&gt; &amp; bed">B</p>'
        )
        filled = fill(html, {})
        assert "<script" not in filled
        assert read(filled).text == "A<script>alert(1)</script> & bedB"

    def test_words_cannot_break_out(self) -> None:
        html = '<img src="/images/7/" alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">'
        [shown] = read(fill(html, {7: bed()})).all("img")
        assert shown.attributes["alt"] == '"><img src=x onerror=alert(1)>'
        assert "onerror" not in shown.attributes

    def test_other_text_stays_byte_by_byte(self) -> None:
        html = "<p>src=&quot;/images/7/&quot; is how a picture is named</p>"
        assert fill(html, {7: bed()}) == html


@pytest.mark.django_db
def test_a_replaced_file_reaches_published_text_by_its_reference() -> None:
    image = images.image()
    html = f'<img src="{image.reference}" alt="A bed">'
    before = fill(html, {image.pk: image})
    put(image, open_safely(images.file(colour="red")))
    assert fill(html, {image.pk: image}) != before
