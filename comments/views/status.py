"""The private page of a comment, where its writer sees what became of it, and may change it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import api
from comments import editing
from comments.errors import Banned, ChangedMeanwhile, CommentRefused, DiscussionClosed
from comments.forms import EditForm, WithdrawForm
from comments.models import Comment
from comments.seen import mark_of_text
from comments.status import PURPOSE, explanation, heading, reasons, sees_help
from comments.views.mail import mail_switches
from comments.views.post import not_saved
from site_config.kit import client, html, signed_links
from site_config.kit.methods import require_safe
from site_config.kit.same_origin import Origin, origin_of
from site_config.kit.site import present

Verb = Callable[..., Comment]


@require_safe
def comment_status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a comment, for its writer alone."""
    now = timezone.now()
    return _page(request, token, _comment_of(token, now), now=now)


@csrf_exempt  # Nobody else knows the address; the origin is checked besides.
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """POST gives the comment another text. Who reloads the address gets the status page."""
    form = EditForm(request.POST)
    return _take(request, token, form, editing.edit, "edit_form")


@csrf_exempt  # As above.
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """POST takes the comment back. Who reloads the address gets the status page."""
    form = WithdrawForm(request.POST)
    return _take(request, token, form, editing.withdraw, "withdraw_form")


def _take(request: HttpRequest, token: str, form: Form, verb: Verb, name: str) -> HttpResponse:
    """303 to the status page once `verb` is done; else that page with `form`, by its `name`."""
    now = timezone.now()
    try:
        comment = _comment_of(token, now)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("comments:status", args=[token]))
        status = _done(request, comment, form, verb, now)
        if status == 303:
            place = reverse("comments:status", args=[token])
            return HttpResponseRedirect(f"{place}?saved", status=303)
        return _page(request, token, comment, now=now, status=status, **{name: form})
    except (OperationalError, InterfaceError):
        return not_saved(request, _("The site cannot save anything just now."), status=503)


def _done(request: HttpRequest, comment: Comment, form: Form, verb: Verb, now: dt.datetime) -> int:
    """Do what the form asks for and return 303, or put what is wrong into it and return 4xx."""
    if origin_of(request) is Origin.FOREIGN:
        form.add_error(None, _("This form was sent from another website. Send it again from here."))
        return 403
    if not form.is_valid():
        return 422
    try:
        verb(comment, **form.cleaned_data, network=client.network_hash(request), now=now)
    except CommentRefused as refused:
        form.add_error(None, refused.message)
        if isinstance(refused, ChangedMeanwhile):
            _begin_with_what_stands(form, comment)
        return 403 if isinstance(refused, Banned | DiscussionClosed) else 409
    return 303


def _begin_with_what_stands(form: Form, comment: Comment) -> None:
    """Have the page show the text of now, which the form, sent once more, may take the place of."""
    comment.refresh_from_db(fields=["body", "edited_at"])
    form.data = dict(form.data.items()) | {"seen": mark_of_text(comment.body)}


def _page(
    request: HttpRequest,
    token: str,
    comment: Comment,
    *,
    now: dt.datetime,
    status: int = 200,
    **sent: Form,
) -> HttpResponse:
    context = _context(comment, now) | {"token": token, "was_saved": "saved" in request.GET} | sent
    response = render(request, "comments/status.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The token stays here. With "no-referrer", browsers would not say where a form stood, either.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _context(comment: Comment, now: dt.datetime) -> dict[str, Any]:
    may_edit = editing.may_edit(comment, now=now)
    return {
        "comment": comment,
        "body": html.render_comment(comment.body),
        "state": comment.state,
        "heading": heading(comment),
        "explanation": explanation(comment),
        "reasons": reasons(comment),
        "emergency_number": present.site().emergency_number if sees_help(comment) else "",
        "edition": api.live_edition(comment.discussion.article_id, now=now),
        "editable_until": comment.created_at + editing.EDITABLE_FOR,
        "edit_form": EditForm(initial=_as_it_is(comment)) if may_edit else None,
        "withdraw_form": WithdrawForm() if editing.may_withdraw(comment) else None,
        "noindex": True,
        **mail_switches(comment),
    }


def _as_it_is(comment: Comment) -> dict[str, str]:
    return {"body": comment.body, "seen": mark_of_text(comment.body)}


def _comment_of(token: str, now: dt.datetime) -> Comment:
    """The comment that the token of a status link names, unless erased. Raises Http404."""
    try:
        pk = int(signed_links.read(PURPOSE, token, now=now))
    except signed_links.BadLink as bad:
        raise Http404 from bad
    comments = Comment.objects.select_related("discussion__article")
    return get_object_or_404(comments, pk=pk, erased_at=None)
