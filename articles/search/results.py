"""Hits as HTML."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from articles.search.finding import Hit
from site_config.kit import stencils


def render_hits(hits: Iterable[Hit]) -> SafeString:
    """A list item for each of `hits`."""
    return stencils.fill("articles/_hit.html", map(_variables, hits))


def _variables(hit: Hit) -> dict[str, str]:
    return {
        "category": hit.category.name if hit.category else "",
        "category_path": hit.category.get_absolute_url() if hit.category else "",
        "path": hit.path,
        "title": hit.title,
        "excerpt": hit.excerpt,
    }
