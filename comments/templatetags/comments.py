"""What templates ask of comments: the thread below an article, and the counts on cards."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from articles.api import Author, Edition, account_key, article_id
from comments import page_keys
from comments.counts import published_below
from comments.forms import CommentForm
from comments.models import Mode, ShownComment
from comments.privacy.statement import statement
from comments.readers import staff_account
from comments.rendering import render_nodes
from comments.structured_data import of_thread
from comments.threads import NEWEST, Node, ThreadPage, find, here, thread_page
from site_config.kit.dates import Calendar
from site_config.kit.pagecache.carrying import carry, changes_at, keep_out

register = template.Library()


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(
    context: Context, edition: Edition, *, writers: Iterable[Author] = ()
) -> dict[str, Any]:
    """Everything `comments/_thread.html` lists; see `comments.threads.thread_page`.

    `writers` are the authors of the article.
    """
    request = context["request"]
    shown = thread_page(edition, request, now=timezone.now())
    discussion, newest = shown.discussion, shown.is_newest_first
    _declare(request, edition, shown)
    if discussion.mode == Mode.HIDDEN:
        return {"discussion": discussion}
    sent: CommentForm | None = context.get("comment_form")
    asked_for = sent["parent"].value() if sent else request.GET.get("reply")
    reply_to = _reply_to(shown.continued + shown.threads, asked_for or "")
    if asked_for and reply_to is None:
        # Any number can be asked for; only those that mean something are worth keeping.
        keep_out(request)
    look = _look(shown, writers)
    return {
        "discussion": discussion,
        "is_open": shown.is_open,
        "closes_on": Calendar().day(shown.closes_at) if shown.closes_at else "",
        "pinned": render_nodes(shown.pinned, pinned=True, **look),
        "continued": render_nodes(shown.continued, **look),
        "threads": render_nodes(shown.threads, **look),
        "is_newest_first": newest,
        "order": f"?sort={NEWEST}" if newest else "",
        "sort": NEWEST if newest else "",
        "heading": _number_of(discussion.published_count),
        "page_obj": shown.page,
        "structured_data": of_thread(
            shown.continued + shown.threads, article=article_id(edition.path)
        ),
        "path": edition.path,
        "here": here(edition, request),
        "form": sent or _empty_form(request, reply_to),
        "action": f"{edition.path}comments/",
        "reply_to": reply_to,
        "cancel_reply_url": f"{edition.path}#leave-a-comment",
        "request": request,
        "site": context["site"],
    }


def _look(shown: ThreadPage, writers: Iterable[Author]) -> dict[str, Any]:
    """How all comments of a page are rendered."""
    return {
        "writers": {author.pk for author in writers},
        "newest_first": shown.is_newest_first,
        "takes_votes": shown.is_open,
    }


def _declare(request: HttpRequest, edition: Edition, shown: ThreadPage) -> None:
    """Tell the page cache what the page shows, and when it closes by itself."""
    carry(request, page_keys.thread(edition.article_id), page_keys.THREADS)
    carry(request, *map(account_key, shown.accounts))
    if shown.closes_at is not None:
        changes_at(request, shown.closes_at)
    if request.GET.get("sort", NEWEST) != NEWEST:
        # Any order can be asked for; only one means something.
        keep_out(request)


@register.inclusion_tag("comments/_what_is_kept.html")
def what_is_kept(path: str) -> dict[str, Any]:
    """What the settings of the site mean for readers, on the page about privacy alone."""
    told = statement() if path == settings.PRIVACY_PAGE else None
    return {"statement": told, "ask_path": reverse("comments:ask")}


@register.simple_tag(takes_context=True)
def count_comments(context: RequestContext, editions: Iterable[Edition]) -> str:
    """Give each edition its `comment_count` for the cards that follow; one query, no output."""
    shown = list(editions)
    carry(context.request, *(page_keys.count(edition.article_id) for edition in shown))
    published = published_below([edition.article_id for edition in shown])
    for edition in shown:
        edition.comment_count = published.get(edition.article_id, 0)  # type: ignore[attr-defined]
    return ""


def _number_of(comments: int) -> str:
    return ngettext("%(counter)s comment", "%(counter)s comments", comments) % {"counter": comments}


def _empty_form(request: HttpRequest, reply_to: ShownComment | None) -> CommentForm:
    account = staff_account(request)
    if account is None and reply_to is None:
        return _form_for_everybody()
    parent = reply_to.pk if reply_to else ""
    return CommentForm(account=account, initial={"parent": parent})


@cache
def _form_for_everybody() -> CommentForm:
    """Nobody changes a form that was not sent, and to make one takes as long as a query."""
    return CommentForm()


def _reply_to(nodes: list[Node], asked_for: str) -> ShownComment | None:
    """The comment on this page that is asked for by its number, if it can be answered."""
    is_number = asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 19
    node = find(nodes, int(asked_for)) if is_number else None
    return node.comment if node is not None and node.reply_url else None
