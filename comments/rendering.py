"""A discussion and its tree of comments as HTML."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.clinicians import is_clinician
from comments.models import Mode, ShownComment
from comments.threads import NEWEST, Node, ThreadPage
from site_config.kit.dates import Calendar
from site_config.kit.pagination_tags import page_address, pagination
from site_config.kit.stencils import Stencil, fill


def render_discussion(
    shown: ThreadPage, *, path: str, here: str, writers: Collection[int]
) -> SafeString:
    """The comments below the article at `path`; see `comments.threads.here` and `render_nodes`."""
    newest = shown.is_newest_first
    place: Any = {"path": path, "parameter": "comments", "fragment": "#comments"}
    place["sort"] = NEWEST if newest else ""
    look: Any = {"writers": writers, "newest_first": newest, "takes_votes": shown.is_open}
    has_order = shown.page.has_other_pages() or len(shown.page.object_list) > 1
    other_order = f"{path}#comments" if newest else f"{here}?sort={NEWEST}#comments"
    row = {
        "heading": _number_of(shown.discussion.published_count),
        "pinned": render_nodes(shown.pinned, pinned=True, **look),
        "threads": render_nodes(shown.threads, **look),
        "continued": render_nodes(shown.continued, **look),
        "begins_at": _where_it_begins(shown, place) if shown.continued else "",
        "is_newest_first": newest,
        "order": f"?sort={NEWEST}" if newest else "",
        "other_order": other_order if has_order else "",
        "pagination": pagination(shown.page, **place),
        "is_open": shown.is_open,
        "closes_on": Calendar().day(shown.closes_at) if shown.closes_at else "",
        **_closed_for_now(shown),
    }
    return fill("comments/_discussion.html", [row])


def _number_of(comments: int) -> str:
    return ngettext("%(counter)s comment", "%(counter)s comments", comments) % {"counter": comments}


def _where_it_begins(shown: ThreadPage, place: dict[str, str]) -> str:
    """The address of the page before this one, in the order of writing."""
    page = shown.page
    newest = shown.is_newest_first
    return page_address(page.next_page_number() if newest else page.previous_page_number(), **place)


def _closed_for_now(shown: ThreadPage) -> dict[str, str]:
    """Until when an emergency measure closes a discussion that is open otherwise."""
    until = shown.discussion.closed_until
    if until is None or shown.discussion.mode != Mode.OPEN:
        return {}
    clock = date_format(timezone.localtime(until), "TIME_FORMAT")
    return {"closed_until": Calendar().day(until), "closed_until_time": clock}


def render_nodes(
    nodes: Sequence[Node],
    *,
    writers: Collection[int] = (),
    newest_first: bool = False,
    pinned: bool = False,
    takes_votes: bool = True,
) -> SafeString:
    """The list items of `nodes`, each with its answers nested below it as deep as they are here.

    `writers` are the numbers of the article's authors. With `newest_first`, links keep that order.
    What is `pinned` stands on the page a second time and bears no anchor. Without `takes_votes`,
    those that were cast are shown and no buttons.
    """
    calendar = Calendar()
    stencil = Stencil("comments/_comment.html")

    def rendered(nodes: Iterable[Node]) -> SafeString:
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
            "address": comment.get_absolute_url(),
            "order": f"?sort={NEWEST}" if newest_first else "",
            "written_on": written_on,
            "written": written,
            "edited": comment.edited_at is not None,
            "text": node.html,
            "reply_address": node.reply_url,
            "votes": comment.votes,
            "takes_votes": takes_votes,
            "replies": replies,
        }

    return rendered(nodes)


def _badge(comment: ShownComment, writers: Collection[int]) -> str:
    """In whose role it was written, or "" for a reader; only an account can prove one."""
    if not comment.is_staff:
        return ""
    if comment.byline in writers:
        return _("Author")
    return _("Clinician") if is_clinician(comment.credentials or "") else _("Editors")
