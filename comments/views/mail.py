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
from comments.views.private_links import private_link, refuse_foreign

# There is nothing more to tell of any other.
_TELLING = {State.PENDING, State.PUBLISHED}


def mail_switches(comment: Comment) -> dict[str, Any]:
    """What `comments/_mail_switches.html` lists, for the status page of the comment."""
    if comment.state not in _TELLING:
        return {"mail_form": None}
    return {
        "mail_form": StatusMailForm(comment=comment),
        "mail_action": f"{status_path(comment)}mail/",
        "is_confirmed": comment.confirmed_at is not None,
        "refusal": subscriptions.refusal_of(comment),
    }


@private_link(status.PURPOSE)
def choose(request: HttpRequest, comment: Comment, *, now: dt.datetime) -> HttpResponse:
    """Take the wishes of the status page, and ask to confirm the address that they are for.

    Or refuse mail about the discussion, of a comment whose address is confirmed. Whoever typed the
    address got the link to that page, so all mail is refused by the links of mails alone.
    """
    form = StatusMailForm(request.POST, comment=comment)
    if request.method == "POST":
        refuse_foreign(request)
    if "refuse" in request.POST:
        if comment.confirmed_at is not None:
            subscriptions.refuse(comment.author_email, discussion=comment.discussion, now=now)
    elif request.method == "POST" and form.is_valid():
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
