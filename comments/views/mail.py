"""Saying which mails one wants, with the link of a status page or of a mail as the only proof."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from comments import confirming, status, subscriptions
from comments.letters import title_of
from comments.mail_forms import StatusMailForm
from comments.models import Comment, State
from comments.status import status_path
from comments.views.private_links import private_link

# There is nothing more to tell of any other.
_TELLING = {State.PENDING, State.PUBLISHED}


def mail_switches(comment: Comment, *, now: dt.datetime) -> dict[str, Any]:
    """What `comments/_mail_switches.html` lists, for the status page of the comment."""
    status_page = status_path(comment)
    return {
        "mail_form": StatusMailForm(comment=comment) if comment.state in _TELLING else None,
        "mail_action": f"{status_page}mail/",
        "is_confirmed": comment.confirmed_at is not None,
        "unsubscribe": subscriptions.unsubscribe_path(comment, now=now),
    }


@private_link(status.PURPOSE)
def choose(request: HttpRequest, comment: Comment, *, now: dt.datetime) -> HttpResponse:
    """Take the wishes of the status page, and ask to confirm the address that they are for."""
    form = StatusMailForm(request.POST, comment=comment)
    if request.method == "POST" and form.is_valid():
        subscriptions.choose(
            comment,
            decision=form.cleaned_data["decision"],
            replies=form.cleaned_data["answers"],
        )
        confirming.ask(comment)
    return HttpResponseRedirect(f"{status_path(comment)}#mail", status=303)


@private_link(subscriptions.PURPOSE)
def unsubscribe(request: HttpRequest, comment: Comment, *, now: dt.datetime) -> HttpResponse:
    """The page with the buttons; POST does it, for the discussion unless it says otherwise.

    Mail programs post `List-Unsubscribe=One-Click` on their own (RFC 8058), without a cookie, from
    anywhere, and are not to be redirected.
    """
    email, discussion = comment.author_email, comment.discussion
    if request.method == "POST":
        match request.POST.get("mail"):
            case "allow":
                subscriptions.allow(email, discussion=discussion)
            case "none":
                subscriptions.refuse(email, discussion=None, now=now)
            case _:
                subscriptions.refuse(email, discussion=discussion, now=now)
    context = {
        "refused": bool(subscriptions.refused({email}, discussion.pk)),
        "refused_all": subscriptions.refused_all(email),
        "title": title_of(comment, now),
        "noindex": True,
    }
    return render(request, "comments/unsubscribe.html", context)
