"""Uploads: judged by what they are, cleaned of what they carry."""

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.storage import default_storage
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import PngImagePlugin

from articles.images import renditions
from articles.images.intake import MAX_BYTES, ImageRefused, open_safely, take_in
from articles.models import Image
from tests.builders import NOW, images, people

GPS = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
SECRET = b"SECRET-CAMERA-OWNER"


def with_metadata(**options: Any) -> io.BytesIO:
    """A JPEG as a phone makes it: turned, with place, owner and a comment."""
    exif = Pillow.Exif()
    exif[0x0112] = 6  # Orientation: turned by 90 degrees
    exif[0xA430] = SECRET.decode()
    exif.get_ifd(0x8825).update(GPS)
    buffer = io.BytesIO()
    picture = Pillow.new("RGB", (40, 20), "red")
    picture.paste("blue", (0, 0, 20, 20))
    picture.save(buffer, "JPEG", exif=exif, comment=SECRET, quality=95, **options)
    return io.BytesIO(buffer.getvalue())


def stored(image: Image) -> list[bytes]:
    """All that was written for an image: the original and every rendition."""
    with image.original.open() as file:
        files = [file.read()]
    for rendition in image.renditions:
        with default_storage.open(rendition["name"]) as file:
            files.append(file.read())
    return files


def complete(image: Image) -> Image:
    """The image with all its files, as the worker leaves it."""
    renditions.make(image, now=NOW)
    image.refresh_from_db()
    return image


def png(width: int, height: int, *, chunks: bytes = b"") -> io.BytesIO:
    """A PNG that claims a size, with almost no data behind it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return io.BytesIO(start + chunks + data + chunk(b"IEND", b""))


@pytest.mark.sqlite
@pytest.mark.django_db
class TestTakingIn:
    @pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
    def test_every_format_becomes_an_original_and_a_first_public_file(self, format: str) -> None:
        file = images.file(format=format, size=(600, 300))
        image = take_in(file, title="Bed", by=people.editor(), now=NOW, alt="A bed", credit="Me")
        image.refresh_from_db()
        assert (image.width, image.height, image.alt, image.credit) == (600, 300, "A bed", "Me")
        assert (image.uploaded_by, image.uploaded_at) == (people.editor(), NOW)
        [first] = image.renditions
        assert (first["format"], first["width"], first["height"]) == ("jpeg", 600, 300)
        with default_storage.open(first["name"]) as public, Pillow.open(public) as opened:
            assert (opened.format, opened.size) == ("JPEG", (600, 300))

    def test_names_cannot_be_guessed_and_the_original_is_not_public(self) -> None:
        one, other = images.image(title="bed"), images.image(title="bed")
        folders = {r["name"].split("/")[0] for i in (one, other) for r in i.renditions}
        assert len(folders) == 2
        assert all(len(folder) == 32 for folder in folders)
        assert not default_storage.exists(one.original.name)

    @pytest.mark.row("M1")
    def test_the_picture_stands_upright_and_tells_nothing_of_its_maker(self) -> None:
        image = complete(take_in(with_metadata(), title="Bed", by=None, now=NOW))
        assert (image.width, image.height) == (20, 40)
        for data in stored(image):
            assert SECRET not in data
            with Pillow.open(io.BytesIO(data)) as opened:
                assert not dict(opened.getexif())
                assert not opened.info.keys() & {"exif", "comment", "xmp", "icc_profile"}
                if opened.height < opened.width:  # cut for a card
                    continue
                # Turned by 90 degrees to the right: the left half, blue, is now on top.
                red, _green, blue = opened.convert("RGB").getpixel((opened.width // 2, 2))  # type: ignore[misc]
                assert blue > red

    @pytest.mark.row("M1")
    @pytest.mark.parametrize(
        "payload", [b"<script>alert(1)</script>", b"PK\x03\x04" + SECRET, b"<?php system(); ?>"]
    )
    def test_what_hides_behind_a_picture_is_not_kept(self, payload: bytes) -> None:
        polyglot = io.BytesIO(images.file(format="GIF").getvalue() + payload * 50)
        for data in stored(take_in(polyglot, title="Bed", by=None, now=NOW)):
            assert payload not in data

    @pytest.mark.row("M1")
    def test_texts_in_a_png_are_not_kept(self) -> None:
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SECRET.decode())
        notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        for data in stored(take_in(images.file(pnginfo=notes), title="Bed", by=None, now=NOW)):
            assert SECRET not in data

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
    def test_every_kind_of_pixel_is_understood(self, mode: str) -> None:
        format = {"CMYK": "JPEG", "F": "TIFF"}.get(mode, "PNG")
        buffer = io.BytesIO()
        Pillow.new(mode, (8, 8)).save(buffer, format)
        buffer.seek(0)
        if format == "TIFF":
            with pytest.raises(ImageRefused):
                take_in(buffer, title="Bed", by=None, now=NOW)
            return
        assert complete(take_in(buffer, title="Bed", by=None, now=NOW)).renditions

    def test_the_first_picture_of_an_animation_is_taken(self) -> None:
        frames = [Pillow.new("RGB", (10, 10), colour) for colour in ("red", "blue", "green")]
        buffer = io.BytesIO()
        frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
        buffer.seek(0)
        red, _green, blue = open_safely(buffer).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert red > blue

    def test_a_line_of_pixels_keeps_a_height(self) -> None:
        image = complete(take_in(images.file(size=(4000, 1)), title="Line", by=None, now=NOW))
        assert min(r["height"] for r in image.renditions) == 1


@pytest.mark.row("M1")
class TestRefusing:
    @pytest.mark.parametrize("side", [8_000, 10_000, 14_000, 60_000])
    def test_a_bomb_is_refused_for_its_pixels_and_not_unpacked(self, side: int) -> None:
        with pytest.raises(ImageRefused, match="million pixels"):
            open_safely(png(side, side))

    @pytest.mark.parametrize("size", [(16_001, 10), (10, 50_000)])
    def test_a_side_that_no_format_holds_is_refused(self, size: tuple[int, int]) -> None:
        with pytest.raises(ImageRefused, match="Crop it"):
            open_safely(png(*size))

    def test_a_bomb_of_text_is_refused(self) -> None:
        data = b"Comment\0\0" + zlib.compress(bytes(100_000_000))
        chunk = struct.pack(">I", len(data)) + b"zTXt" + data
        chunk += struct.pack(">I", zlib.crc32(b"zTXt" + data))
        with pytest.raises(ImageRefused):
            open_safely(png(10, 10, chunks=chunk))

    def test_a_file_of_more_than_10_mb_is_refused(self) -> None:
        with pytest.raises(ImageRefused, match="10 MB"):
            open_safely(io.BytesIO(bytes(MAX_BYTES + 1)))
        padded = images.file().getvalue().ljust(MAX_BYTES, b"\0")
        assert open_safely(io.BytesIO(padded)).size == (48, 32)

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
    def test_a_truncated_picture_is_refused(self, format: str) -> None:
        noise = Pillow.effect_noise((64, 64), 90).convert("RGB")
        buffer = io.BytesIO()
        noise.save(buffer, format)
        with pytest.raises(ImageRefused, match=r"damaged|not a JPEG"):
            open_safely(io.BytesIO(buffer.getvalue()[: len(buffer.getvalue()) // 2]))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            b"<svg><script>alert(1)</script></svg>",
            b"\xef\xbb\xbf  <!-- x --><svg xmlns='http://www.w3.org/2000/svg'/>",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
            b"%PDF-1.7\n",
            b"PK\x03\x04" + bytes(100),
            b"MZ" + bytes(100),
            b"BM" + bytes(100),
            b"P6 2 2 255\n" + bytes(12),
        ],
        ids="nothing signature html svg bare-svg svg-2 postscript pdf zip program bmp ppm".split(),
    )
    @pytest.mark.row("M7")
    def test_what_is_no_such_picture_is_refused_whatever_its_name(self, content: bytes) -> None:
        with pytest.raises(ImageRefused) as refusal:
            open_safely(io.BytesIO(content))
        assert str(refusal.value)

    @pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO", "PPM", "TGA"])
    def test_real_pictures_of_other_formats_are_refused(self, format: str) -> None:
        with pytest.raises(ImageRefused, match="not a JPEG"):
            open_safely(images.file(format=format, size=(16, 16)))

    @example("JPEG", [(0.099609375, b"\x01")])  # Its metadata could not be written again.
    @settings(deadline=None, max_examples=150)
    @given(
        st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]),
        st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=6),
    )
    def test_a_damaged_picture_is_taken_or_refused_and_nothing_else(
        self, format: str, damage: list[tuple[float, bytes]]
    ) -> None:
        whole = with_metadata() if format == "JPEG" else images.file(format=format, size=(9, 9))
        data = bytearray(whole.getvalue())
        for place, values in damage:
            at = int(place * (len(data) - 1))
            data[at : at + len(values)] = values
        with suppress(ImageRefused):
            assert open_safely(io.BytesIO(bytes(data))).mode in {"RGB", "RGBA"}
