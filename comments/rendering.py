"""A tree of comments as HTML."""

from collections.abc import Callable, Collection, Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments.clinicians import is_clinician
from comments.models import ShownComment
from comments.threads import NEWEST, Node
from site_config.kit.dates import Calendar
from site_config.kit.stencils import Stencil

Variables = dict[str, object]


def render_nodes(
    nodes: Iterable[Node],
    *,
    writers: Collection[int] = (),
    newest_first: bool = False,
    pinned: bool = False,
    takes_votes: bool = True,
) -> SafeString:
    """The list items of `nodes`, each with its answers nested below it.

    `writers` are the numbers of the article's authors. With `newest_first`, links keep that order.
    What is `pinned` stands on the page a second time and bears no anchor. Without `takes_votes`,
    those that were cast are shown and no buttons.
    """
    calendar = Calendar()
    order = f"?sort={NEWEST}" if newest_first else ""

    def variables(comment: ShownComment) -> Variables:
        return {
            "pinned": "yes" if pinned else "",
            "badge": _badge(comment, writers),
            "number": str(comment.pk),
            "name": comment.author_name,
            "website": comment.author_website,
            "address": f"{comment.get_absolute_url()}{order}",
            "report_address": f"{comment.get_absolute_url()}report/",
            "written_on": calendar.day_for_machines(comment.created_at),
            "written": calendar.day(comment.created_at),
            "edited": "yes" if comment.edited_at else "",
            "votes": str(comment.votes or ""),
            "takes_votes": takes_votes,
        }

    return _rendered(nodes, Stencil("comments/_comment.html"), variables)


def _rendered(
    nodes: Iterable[Node], stencil: Stencil, variables: Callable[[ShownComment], Variables]
) -> SafeString:
    """As deep as the display depth goes; a chain of answers is flat from there on."""
    return stencil.fill(_variables(node, stencil, variables) for node in nodes)


def _variables(
    node: Node, stencil: Stencil, variables: Callable[[ShownComment], Variables]
) -> Variables:
    replies = _rendered(node.children, stencil, variables) if node.children else ""
    if node.is_placeholder:
        return {"number": str(node.comment.pk), "removed": "yes", "replies": replies}
    return {
        **variables(node.comment),
        "answers": node.answers,
        "text": node.html,
        "reply_address": node.reply_url,
        "replies": replies,
    }


def _badge(comment: ShownComment, writers: Collection[int]) -> str:
    """In whose role it was written, or "" for a reader; only an account can prove one."""
    if not comment.is_staff:
        return ""
    if comment.byline in writers:
        return _("Author")
    return _("Clinician") if is_clinician(comment.credentials or "") else _("Editors")
