"""`{% fill "parts/_source.html" sources %}`: a stencil for each row of a list.

`{% stencil "parts/_search_form.html" q=q %}`: a stencil once.
"""

from collections.abc import Iterable, Mapping

from django.template import Library
from django.utils.safestring import SafeString

from site_config.kit import stencils

register = Library()


@register.simple_tag
def fill(template: str, rows: Iterable[Mapping[str, object]]) -> SafeString:
    """See `site_config.kit.stencils.fill`."""
    return stencils.fill(template, rows)


@register.simple_tag
def stencil(template: str, **values: object) -> SafeString:
    """Fill in `template` once, where `include` would render it."""
    return stencils.fill(template, [values])
