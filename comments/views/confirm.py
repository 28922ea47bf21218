"""Confirming an address, and remembering or forgetting the device on which that was done."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from comments import confirming, trust
from comments.mail_forms import ConfirmForm, described
from comments.models import Comment
from comments.status import status_path
from comments.views.private_links import private_link
from site_config.kit.same_origin import Origin, origin_of

# More would be no list that anybody reads; the rest can be confirmed the same way afterwards.
LISTED = 20


@private_link(confirming.PURPOSE)
def confirm(request: HttpRequest, comment: Comment, *, now: dt.datetime) -> HttpResponse:
    """The page with the button; POST answers 303 to what became of the comments, or 403."""
    email = comment.author_email
    waiting = list(confirming.unconfirmed(email, now=now)[:LISTED])
    if request.method == "POST":
        _refuse_foreign(request)
        form = ConfirmForm(request.POST, comments=waiting)
        if form.is_valid():
            return _confirmed(request, email, form, now)
    elif confirming.is_proved(email) and (not waiting or "done" in request.GET):
        return _done(request, email)
    else:
        form = ConfirmForm(comments=waiting)
    status = 422 if form.is_bound else 200
    return render(request, "comments/confirm.html", {"form": form, "noindex": True}, status=status)


@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take back that this device proves an address; it need not tell which, or whether it did."""
    _refuse_foreign(request)
    response = render(request, "comments/forgotten.html", {"noindex": True})
    trust.forget(response)
    response["Cache-Control"] = "no-store"
    return response


def _confirmed(
    request: HttpRequest, email: str, form: ConfirmForm, now: dt.datetime
) -> HttpResponse:
    confirming.confirm(email, own=form.cleaned_data.get("own", []), now=now)
    response = HttpResponseRedirect(f"{request.path}?done", status=303)
    if form.cleaned_data["remember"]:
        trust.remember(response, email, now=now)
    return response


def _done(request: HttpRequest, email: str) -> HttpResponse:
    confirmed = Comment.objects.by_address(email).filter(confirmed_at__isnull=False)
    newest = confirmed.order_by("-confirmed_at", "-pk")[:LISTED]
    comments = [{"words": described(each), "address": status_path(each)} for each in newest]
    context = {"comments": comments, "noindex": True}
    return render(request, "comments/confirmed.html", context)


def _refuse_foreign(request: HttpRequest) -> None:
    if origin_of(request) is Origin.FOREIGN:
        raise PermissionDenied
