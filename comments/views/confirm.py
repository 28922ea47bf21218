"""Confirming an address, and remembering or forgetting the device on which that was done."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from comments import confirming, trust
from comments.mail_forms import ConfirmForm, described
from comments.models import Comment
from comments.status import status_path
from comments.views.private_links import private_link, refuse_foreign

# More would be no list that anybody reads; the rest can be confirmed the same way afterwards.
LISTED = 20


@private_link(confirming.PURPOSE)
def confirm(request: HttpRequest, comment: Comment, *, now: dt.datetime) -> HttpResponse:
    """The page with the button; POST answers 303 to what became of the comments, or 403."""
    email = comment.author_email
    waiting = list(confirming.offered(comment, now=now)[:LISTED])
    proved_at = confirming.proved_at(email)
    offer = _may_remember(comment, proved_at)
    fields: dict[str, Any] = {"comments": waiting, "offer": offer}
    if request.method == "POST":
        refuse_foreign(request)
        form = ConfirmForm(request.POST, **fields)
        if form.is_valid():
            return _confirmed(request, comment, form, now)
    elif proved_at is not None and (not waiting or "done" in request.GET):
        return _done(request, email)
    else:
        form = ConfirmForm(**fields)
    status = 422 if form.is_bound else 200
    return render(request, "comments/confirm.html", {"form": form, "noindex": True}, status=status)


@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take back that this device proves an address; it need not tell which, or whether it did."""
    refuse_foreign(request)
    response = render(request, "comments/forgotten.html", {"noindex": True})
    trust.forget(response)
    response["Cache-Control"] = "no-store"
    return response


def _may_remember(comment: Comment, proved_at: dt.datetime | None) -> bool:
    """Whether the link mailed about `comment` is unused: it may lie about for days after that."""
    return comment.confirmed_at is None and (proved_at is None or proved_at <= comment.created_at)


def _confirmed(
    request: HttpRequest, comment: Comment, form: ConfirmForm, now: dt.datetime
) -> HttpResponse:
    if comment.confirmed_at is None or "own" in form.fields:
        own = form.cleaned_data.get("own", [])
        confirming.confirm(comment.author_email, own=own, now=now)
    response = HttpResponseRedirect(f"{request.path}?done", status=303)
    if form.cleaned_data.get("remember"):
        trust.remember(response, comment.author_email, now=now)
    return response


def _done(request: HttpRequest, email: str) -> HttpResponse:
    confirmed = Comment.objects.by_address(email).filter(confirmed_at__isnull=False)
    newest = confirmed.order_by("-confirmed_at", "-pk")[:LISTED]
    comments = [{"words": described(each), "address": status_path(each)} for each in newest]
    context = {"comments": comments, "noindex": True}
    return render(request, "comments/confirmed.html", context)
