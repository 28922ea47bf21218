"""Decisions in the admin: about one comment, and about those that are ticked."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import moderation, together, transitions
from comments.admin.listing import listed_at, warn_of_changed
from comments.errors import CommentRefused
from comments.models import Comment, Decision, RejectionReason, State
from comments.seen import mark, not_in_list_of

DECIDED_AT_ONCE = 500


class Choice(NamedTuple):
    """A decision that is offered: by which key of the keyboard, and what it makes of a comment."""

    label: Any
    verb: Callable[..., Decision]
    key: str
    to: State | None


CHOICES = {
    "approve": Choice(gettext_lazy("Approve"), moderation.approve, "a", State.PUBLISHED),
    "reject": Choice(gettext_lazy("Reject"), moderation.reject, "r", State.REJECTED),
    "spam": Choice(gettext_lazy("Mark as spam"), moderation.mark_spam, "s", State.SPAM),
    "remove": Choice(gettext_lazy("Remove"), moderation.remove, "", State.REMOVED),
    "undo": Choice(gettext_lazy("Undo the last decision"), moderation.undo, "z", None),
}


class DecisionForm(ActionForm):
    """The reason is used by “Reject” alone."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason for rejecting"),
        choices=RejectionReason,
        initial=RejectionReason.OTHER,
        required=False,
    )


def offered(state: str) -> dict[str, Choice]:
    """What may be decided about a comment in this state."""
    return {name: each for name, each in CHOICES.items() if _fits(each, State(state))}


def _fits(choice: Choice, state: State) -> bool:
    if choice.to is None:
        return state != State.PENDING
    return transitions.may_become(state, choice.to)


def bulk(name: str) -> Callable[[Any, Any, Any], None]:
    """The action of the list that takes one decision about all that are ticked."""
    label = CHOICES[name].label

    def action(model_admin: Any, request: Any, comments: Any) -> None:
        unread = not_in_list_of(listed_at(request))
        changed = comments.filter(unread).count()
        chosen = list(comments.exclude(unread).order_by("pk")[: DECIDED_AT_ONCE + 1])
        done, refusals = _decide_all(name, request, chosen[:DECIDED_AT_ONCE])
        for refused in refusals:
            messages.error(request, refused.message)
        messages.success(request, _("%(label)s: %(done)d done.") % {"label": label, "done": done})
        warn_of_changed(request, changed)
        if len(chosen) > DECIDED_AT_ONCE:
            messages.warning(request, _("There are more. Take the same action again for the rest."))

    action.__name__ = f"{name}_selected"
    return admin.action(description=label, permissions=["moderate"])(action)


def _decide_all(name: str, request: Any, comments: list[Comment]) -> together.Taken:
    to, details = CHOICES[name].to, {"by": request.user, "now": timezone.now()}
    if to is None:
        return together.undo(comments, **details)
    reason = reason_in(request) if to == State.REJECTED else ""
    return together.decide(comments, to, reason=reason, **details)


def decide(model_admin: Any, request: Any, pk: int) -> HttpResponse:
    """POST `decision` (a name in CHOICES), or `rejection` (a reason) to reject.

    `?seen=` is the mark of the comment as the moderator saw it, `?from=` the query of the list to
    go back to. A script is answered in JSON, with 409 if the decision was refused.
    """
    if refused := refuses(model_admin, request):
        return refused
    comment = get_object_or_404(Comment.objects.defer("html"), pk=pk)
    try:
        verb = asked_for(name_in(request), request)
        verb(
            comment,
            by=request.user,
            now=timezone.now(),
            seen=request.GET.get("seen"),
        )
    except CommentRefused as problem:
        return _answer(request, comment, problem.message, is_done=False)
    words = _("Done: %(label)s. The comment of %(name)s is “%(state)s” now.") % {
        "label": CHOICES[name_in(request)].label,
        "name": comment.author_name,
        "state": comment.get_state_display(),
    }
    return _answer(request, comment, words, is_done=True)


def refuses(model_admin: Any, request: Any) -> HttpResponse | None:
    """The answer to what is no POST; raises PermissionDenied for whoever does not moderate."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not model_admin.has_moderate_permission(request):
        raise PermissionDenied
    return None


def name_in(request: Any) -> str:
    """Which decision a button asks for; the buttons of reasons ask to reject."""
    return "reject" if "rejection" in request.POST else request.POST.get("decision", "")


def asked_for(name: str, request: Any) -> Callable[..., Decision]:
    """The verb, with the reason that was chosen. Raises CommentRefused for none."""
    if name not in CHOICES:
        raise CommentRefused(_("Choose one of the decisions."))
    if name != "reject":
        return CHOICES[name].verb
    return partial(moderation.reject, reason=reason_in(request))


def reason_in(request: Any) -> RejectionReason:
    """The reason that was chosen for rejecting, if any."""
    chosen = request.POST.get("rejection") or request.POST.get("reason")
    return RejectionReason(chosen) if chosen in RejectionReason else RejectionReason.OTHER


def _answer(request: Any, comment: Comment, words: str, *, is_done: bool) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        if not is_done:
            comment.refresh_from_db(fields=["state"])
        said = {"message": words, "state": comment.state, "label": comment.get_state_display()}
        if is_done:
            said["seen"] = mark(comment)  # Of the text that was shown, to undo this decision.
        return JsonResponse(said, status=200 if is_done else 409)
    (messages.success if is_done else messages.error)(request, words)
    return back(request, comment.pk)


def back(request: Any, pk: int) -> HttpResponse:
    """To the list of which `?from=` is the query, else to the page of the comment."""
    if "from" in request.GET:
        queue = reverse("admin:comments_comment_changelist")
        return HttpResponseRedirect(f"{queue}?{request.GET['from']}")
    return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))
