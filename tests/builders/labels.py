"""Categories and tags. Whoever asks twice for the same name gets the same label."""

from django.utils.text import slugify

from articles.models import Category, Tag


def category(
    name: str = "Sleep",
    *,
    description: str = "",
    parent: Category | None = None,
    position: int = 0,
    **rules: bool | str,
) -> Category:
    """A category; `rules` are what it asks of its articles: is_health, requires_source ..."""
    values = {"name": name, "description": description, "parent": parent, "position": position}
    values |= rules
    return Category.objects.get_or_create(slug=slugify(name), defaults=values)[0]


def tag(name: str = "Rest") -> Tag:
    return Tag.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]
