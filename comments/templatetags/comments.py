"""What templates ask of comments: the thread below an article, and the counts on cards."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Engine, RequestContext
from django.urls import reverse
from django.utils import timezone

from articles.api import Author, Edition, account_key, article_id
from comments import page_keys
from comments.counts import published_below
from comments.forms import CommentForm
from comments.models import Mode, ShownComment
from comments.privacy.statement import statement
from comments.readers import staff_account
from comments.rendering import render_discussion
from comments.structured_data import of_thread
from comments.threads import NEWEST, Node, ThreadPage, find, here, thread_page
from site_config.kit.pagecache.carrying import carry, changes_at, keep_out

register = template.Library()


@register.simple_tag(takes_context=True)
def comment_thread(context: Context, edition: Edition, *, writers: Iterable[Author] = ()) -> str:
    """See `comments/_thread.html` and `comments.threads.thread_page`.

    `writers` are the authors of the article. An inclusion tag would ask all context processors
    once more, which takes as long as a query.
    """
    variables = _variables(context, edition, writers)
    if not variables:
        return ""
    with context.push(**variables):
        return Engine.get_default().get_template("comments/_thread.html").render(context)


def _variables(context: Context, edition: Edition, writers: Iterable[Author]) -> dict[str, Any]:
    """Those of `comments/_thread.html`; none where the discussion is hidden."""
    request = context["request"]
    shown = thread_page(edition, request, now=timezone.now())
    _declare(request, edition, shown)
    if shown.discussion.mode == Mode.HIDDEN:
        return {}
    sent: CommentForm | None = context.get("comment_form")
    asked_for = sent["parent"].value() if sent else request.GET.get("reply")
    reply_to = _reply_to(shown.continued + shown.threads, asked_for or "")
    if asked_for and reply_to is None:
        # Any number can be asked for; only those that mean something are worth keeping.
        keep_out(request)
    form = (sent or _empty_form(request, reply_to)) if shown.is_open else None
    return {
        "discussion": render_discussion(
            shown,
            path=edition.path,
            here=here(edition, request),
            writers={author.pk for author in writers},
        ),
        "structured_data": of_thread(
            shown.continued + shown.threads, article=article_id(edition.path)
        ),
        "form": form,
        # A template would look for fields of these names first, which takes longer than a query.
        "is_blank": form is not None and form.is_blank,
        "preview": form.preview if form else "",
        "action": f"{edition.path}comments/",
        "reply_to": reply_to,
        "cancel_reply_url": f"{edition.path}#leave-a-comment",
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
