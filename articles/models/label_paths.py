"""Where the pages of categories, tags, authors and teams are."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def path_of(page: str, slug: str) -> str:
    """The path of a label's page, such as "category"; a page names a dozen of them."""
    return reverse(f"articles:{page}", args=[slug])
