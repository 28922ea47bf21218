"""`{% fill "parts/_source.html" sources %}`: a stencil for each row of a list."""

from collections.abc import Iterable, Mapping

from django.template import Library
from django.utils.safestring import SafeString

from site_config.kit import stencils

register = Library()


@register.simple_tag
def fill(template: str, rows: Iterable[Mapping[str, object]]) -> SafeString:
    """See `site_config.kit.stencils.fill`."""
    return stencils.fill(template, rows)
