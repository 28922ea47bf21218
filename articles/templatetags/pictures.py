"""`{% figure picture sizes="100vw" %}`: a picture with its caption, credit and licence."""

from django import template
from django.utils.safestring import SafeString

from articles.images.pictures import Picture
from site_config.kit import stencils

register = template.Library()


@register.simple_tag
def figure(picture: Picture, *, sizes: str, eager: bool = False) -> SafeString:
    """See `parts/_figure.html`."""
    row = {**vars(picture), "sizes": sizes, "eager": eager}
    return stencils.fill("parts/_figure.html", [row])
