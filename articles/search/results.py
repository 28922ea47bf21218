"""Hits as HTML."""

from collections.abc import Iterable
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import Kind
from articles.search.finding import Hit
from site_config.kit import stencils


def render_hits(hits: Iterable[Hit]) -> SafeString:
    """A list item for each of `hits`."""
    return stencils.fill("articles/_hit.html", map(_variables, hits))


def _variables(hit: Hit) -> dict[str, object]:
    return {
        "is_question": hit.kind == Kind.FAQ,
        "category": hit.category,
        "category_path": _path_of(hit.category_slug) if hit.category else "",
        "path": hit.path,
        "title": hit.title,
        "excerpt": hit.excerpt,
    }


@lru_cache(maxsize=1000)
def _path_of(category: str) -> str:
    return reverse("articles:category", args=[category])
