"""Builders: plain functions that reach a state of the site by its own verbs.

    from tests.builders import NOW, articles, comments, people

    article = articles.live(title="Sleep")
    comments.published(article, name="Kim")

Every argument is a keyword (but for the article of a comment) and has a sensible default. All that
is built happens at NOW, which is past: what is live at NOW is live when a test asks without having
moved the clock, too. A test about schedules moves it with `time_machine.travel`.
"""

from tests.builders import articles, comments, faqs, images, labels, pages, people
from tests.support.clock import DAY, HOUR, MINUTE, NOW

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "NOW",
    "articles",
    "comments",
    "faqs",
    "images",
    "labels",
    "pages",
    "people",
]
