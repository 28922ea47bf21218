"""What moderators do with a comment that leaves its state as it is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from comments import pins, reports
from comments.admin.deciding import back, refuses
from comments.errors import CommentRefused
from comments.models import Comment, State


class Step(NamedTuple):
    """A button of the card, its verb, and what is said when it is done."""

    label: Any
    verb: Callable[..., Any]
    done: Any


STEPS = {
    "dismiss": Step(
        gettext_lazy("Dismiss reports"),
        reports.settle,
        gettext_lazy("The reports on the comment of %(name)s are dismissed."),
    ),
    "pin": Step(
        gettext_lazy("Pin on top"),
        pins.pin,
        gettext_lazy("The comment of %(name)s is pinned on top of its discussion."),
    ),
    "unpin": Step(
        gettext_lazy("Unpin"),
        pins.unpin,
        gettext_lazy("The comment of %(name)s is not pinned any more."),
    ),
}


def steps_for(comment: Comment) -> dict[str, Step]:
    """Those of STEPS that mean something for the comment as it is."""
    fits = {
        "dismiss": comment.open_reports > 0,
        "pin": comment.state == State.PUBLISHED and comment.pinned_at is None,
        "unpin": comment.pinned_at is not None,
    }
    return {name: step for name, step in STEPS.items() if fits[name]}


def attend(model_admin: Any, request: Any, pk: int) -> HttpResponse:
    """POST `step` (a name in STEPS); `?from=` is the query of the list to go back to."""
    if refused := refuses(model_admin, request):
        return refused
    comment = get_object_or_404(Comment.objects.defer("html"), pk=pk)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return back(request, pk)
    try:
        step.verb(comment, by=request.user, now=timezone.now())
    except CommentRefused as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, step.done % {"name": comment.author_name})
    return back(request, pk)
