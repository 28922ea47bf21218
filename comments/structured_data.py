"""What the comments below an article tell search engines, as things of schema.org."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

from comments.threads import Node
from site_config.kit.data_blocks import Thing
from site_config.kit.dates import Calendar

# Search engines show a few words of a few comments, and a page with fifty of them has a budget of
# bytes (benchmarks/budgets.toml), of which each costs some 17.
TOLD = 6
LONGEST = 100
_TAG = re.compile(r"<[^>]*>")


def of_thread(nodes: Iterable[Node], *, article: str) -> list[Thing]:
    """The first TOLD comments of a page, as they are read; `article` is how it is pointed at.

    Of a comment there are its words, the name under which it stands and its date: no address.
    """
    calendar = Calendar()
    told = [_comment(node, calendar) for node in islice(_in_order(nodes), TOLD)]
    return [{"@id": article, "comment": told}] if told else []


def _in_order(nodes: Iterable[Node]) -> Iterator[Node]:
    """Those that readers can read; a placeholder is only the place of its answers."""
    for node in nodes:
        if not node.is_placeholder:
            yield node
        yield from _in_order(node.children)


def _comment(node: Node, calendar: Calendar) -> Thing:
    comment = node.comment
    return {
        "@type": "Comment",
        "text": _words(comment.html),
        "dateCreated": calendar.day_for_machines(comment.created_at),
        "author": {"@type": "Person", "name": comment.author_name},
    }


def _words(html: str) -> str:
    """The text without its markup, cut at a word. It was rendered by us: no tag is in doubt."""
    text = " ".join(unescape(_TAG.sub(" ", html)).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"
