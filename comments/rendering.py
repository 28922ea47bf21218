"""A tree of comments as HTML."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString

from comments.threads import Node
from site_config.kit import stencils


def render_nodes(nodes: Iterable[Node]) -> SafeString:
    """The list items of `nodes`, each with its answers nested below it."""
    return stencils.fill("comments/_comment.html", map(_variables, nodes))


def _variables(node: Node) -> dict[str, str]:
    replies = render_nodes(node.children) if node.children else ""
    if node.is_placeholder:
        return {"anchor": node.anchor, "removed": "yes", "replies": replies}
    comment = node.comment
    written = timezone.localtime(comment.created_at)
    return {
        "anchor": node.anchor,
        "staff": "yes" if comment.is_staff else "",
        "name": comment.author_name,
        "website": comment.author_website,
        "answers": node.answers,
        "address": comment.get_absolute_url(),
        "written_at": written.isoformat(),
        "written": f"{written.day} {MONTHS[written.month]} {written:%Y, %H:%M}",
        "edited": "yes" if comment.edited_at else "",
        "text": node.html,
        "reply_address": node.reply_url,
        "replies": replies,
    }
