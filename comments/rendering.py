"""A tree of comments as HTML."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from comments.threads import Node
from site_config.kit.dates import Calendar, for_machines
from site_config.kit.stencils import Stencil


def render_nodes(nodes: Iterable[Node]) -> SafeString:
    """The list items of `nodes`, each with its answers nested below it."""
    return _rendered(nodes, Stencil("comments/_comment.html"), Calendar())


def _rendered(nodes: Iterable[Node], stencil: Stencil, calendar: Calendar) -> SafeString:
    return stencil.fill(_variables(node, stencil, calendar) for node in nodes)


def _variables(node: Node, stencil: Stencil, calendar: Calendar) -> dict[str, str]:
    replies = _rendered(node.children, stencil, calendar) if node.children else ""
    if node.is_placeholder:
        return {"anchor": node.anchor, "removed": "yes", "replies": replies}
    comment = node.comment
    return {
        "anchor": node.anchor,
        "staff": "yes" if comment.is_staff else "",
        "name": comment.author_name,
        "website": comment.author_website,
        "answers": node.answers,
        "address": comment.get_absolute_url(),
        "written_at": for_machines(comment.created_at),
        "written": calendar.minute(comment.created_at),
        "edited": "yes" if comment.edited_at else "",
        "text": node.html,
        "reply_address": node.reply_url,
        "replies": replies,
    }
