"""The picture by which an article is shown where its address is shared."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage

from articles.images.card_drawing import SIZE
from articles.images.cutting import FIRST, SOCIAL, WHOLE
from articles.models import Edition, Image
from articles.models.image import Rendition, shape_of


@dataclass(frozen=True)
class SocialImage:
    """What `parts/_social_image.html` needs; the address is a whole one."""

    address: str
    width: int
    height: int
    alt: str


def social_image(edition: Edition) -> SocialImage | None:
    """The lead picture around its focal point, else the drawn card, if there is a file of it.

    An edition comes with its `lead_image` and its `social_card`.
    """
    image = edition.lead_image
    rendition = _widest(image) if image else None
    if rendition:
        size = (rendition["width"], rendition["height"])
        return SocialImage(
            _address(rendition["name"]), *size, edition.lead_image_alt or edition.title
        )
    card = getattr(edition, "social_card", None)
    return SocialImage(_address(card.name), *SIZE, edition.title) if card else None


def _widest(image: Image) -> Rendition | None:
    """The file that was cut for sharing, or what there is of the whole picture until then."""
    jpegs = [each for each in image.renditions if each["format"] == "jpeg"]
    cut = [each for each in jpegs if shape_of(each) == SOCIAL]
    whole = [each for each in jpegs if shape_of(each) in (WHOLE, FIRST)]
    return max(cut or whole, key=lambda each: each["width"], default=None)


def _address(name: str) -> str:
    address = default_storage.url(name)
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address
