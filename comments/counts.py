"""How many comments stand below an article, as cards say it."""

from collections.abc import Iterable

from comments.models import Discussion, Mode


def published_below(articles: Iterable[int]) -> dict[int, int]:
    """What readers may read below each of these articles, in one query; none and hidden left out.

    The number is the one that the verbs of `comments.moderation` keep; no comment is looked at.
    """
    discussions = Discussion.objects.filter(article__in=articles, published_count__gt=0)
    return dict(discussions.exclude(mode=Mode.HIDDEN).values_list("article", "published_count"))
