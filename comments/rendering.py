"""A tree of comments as HTML."""

from collections.abc import Collection, Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments.models import ShownComment
from comments.threads import NEWEST, Node
from site_config.kit.dates import Calendar
from site_config.kit.stencils import Stencil

def render_nodes(
    nodes: Iterable[Node],
    *,
    writers: Collection[int] = (),
    newest_first: bool = False,
    pinned: bool = False,
) -> SafeString:
    """The list items of `nodes`, each with its answers nested below it.

    `writers` are the numbers of the article's authors. With `newest_first`, links keep that order.
    What is `pinned` stands on the page a second time and bears no anchor.
    """
    calendar = Calendar()
    stencil = Stencil("comments/_comment.html")
    order = f"?sort={NEWEST}" if newest_first else ""

    def rendered(nodes: Iterable[Node]) -> SafeString:
        """As deep as the display depth goes; a chain of answers is flat from there on."""
        return stencil.fill(map(variables, nodes))

    def variables(node: Node) -> dict[str, object]:
        comment = node.comment
        replies = rendered(node.children) if node.children else ""
        if node.is_placeholder:
            return {"number": comment.pk, "removed": True, "replies": replies}
        written_on, written = calendar.both(comment.created_at)
        return {
            "pinned": pinned,
            "badge": _badge(comment, writers),
            "number": comment.pk,
            "name": comment.author_name,
            "website": comment.author_website,
            "answers": node.answers,
            "order": order,
            "written_on": written_on,
            "written": written,
            "edited": comment.edited_at is not None,
            "text": node.html,
            "reply_address": node.reply_url,
            "votes": comment.votes,
            "replies": replies,
        }

    return rendered(nodes)


def _badge(comment: ShownComment, writers: Collection[int]) -> str:
    """In whose role it was written, or "" for a reader; only an account can prove one."""
    if not comment.is_staff:
        return ""
    if comment.byline in writers:
        return _("Author")
    return _("Clinician") if comment.credentials else _("Editors")
