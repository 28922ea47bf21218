"""`{% card edition heading="h2" %}`: an article announced on another page."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.images.pictures import card_picture
from articles.models import Companion, Edition
from site_config.kit import stencils
from site_config.kit.dates import Calendar
from site_config.kit.enumerating import enumerated

register = template.Library()


@register.simple_tag
def card(
    edition: Edition | Companion,
    *,
    heading: str,
    variant: str = "",
    sizes: str = "",
    eager: bool = False,
    without_category: bool = False,
) -> SafeString:
    """Render `parts/_card.html`, with the number of comments where the page has counted them.

    `sizes` are those of the picture, which an empty one leaves out; `eager` is for the picture that
    is seen first. `without_category` is for where the page or the section names it already.
    """
    row = {
        **variables_of_card(edition, with_picture=bool(sizes)),
        "sizes": sizes,
        "eager": eager,
        "variant": variant,
        "is_second_level": heading == "h2",
    }
    if variant == "card-brief":
        row["summary"] = ""
    if without_category:
        row["category"] = ""
    return stencils.fill("parts/_card.html", [row])


def variables_of_card(
    edition: Edition | Companion, *, with_picture: bool = True
) -> dict[str, object]:
    """What `parts/_card.html` shows of an edition, whatever it looks like."""
    picture = card_picture(edition) if with_picture else None
    category = edition.category
    published_on, published = Calendar().both(edition.first_published_at)
    return {
        **(vars(picture) if picture else {}),
        "path": edition.path,
        "title": edition.title,
        "summary": edition.summary,
        "category": category.name if category else "",
        "category_path": category.get_absolute_url() if category else "",
        "writers": enumerated([writer.name for writer in edition.writers]),
        "published_on": published_on,
        "published": published,
        "comments": _number_of(getattr(edition, "comment_count", 0)),
    }


def _number_of(comments: int) -> str:
    if not comments:
        return ""
    return ngettext("%(counter)s comment", "%(counter)s comments", comments) % {"counter": comments}
