"""One decision about all that waits together, from the list that shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import clusters
from comments.admin.deciding import CHOICES, name_in, reason_in, refuses
from comments.admin.filters import query_of, shared_in
from comments.admin.listing import listed_at, warn_of_changed
from comments.clusters import Shared
from comments.errors import CommentRefused
from comments.models import State
from comments.permissions import MODERATE
from comments.seen import not_in_list_of

OFFERED = ("approve", "reject", "spam", "remove")


@dataclass(frozen=True)
class Together:
    """What a list of comments that share something offers to do with all of them."""

    title: str
    address: str
    choices: list[tuple[str, Any]]
    most: int = clusters.DECIDED_AT_ONCE


def cluster_asked_for(request: HttpRequest) -> Together | None:
    """What is offered to moderators who look at `?cluster=`."""
    parameter = request.GET.get("cluster", "")
    found = shared_in(parameter)
    if found is None or not request.user.has_perm(MODERATE):
        return None
    shared, value = found
    titles = {
        Shared.TEXT: _("Comments with the same text"),
        Shared.NETWORK: _("Comments from the same network"),
        Shared.HOST: _("Comments that lead to %(host)s") % {"host": value},
    }
    address = reverse("admin:comments_comment_decide_cluster") + query_of(cluster=parameter)
    return Together(titles[shared], address, [(name, CHOICES[name].label) for name in OFFERED])


def decide_cluster(model_admin: Any, request: Any) -> HttpResponse:
    """POST `decision` about all that wait and share what `?cluster=` says."""
    if refused := refuses(model_admin, request):
        return refused
    queue = reverse("admin:comments_comment_changelist")
    found, name = shared_in(request.GET.get("cluster", "")), name_in(request)
    to = CHOICES[name].to if name in OFFERED else None
    if found is None or to is None:
        messages.error(request, _("Choose one of the decisions."))
        return HttpResponseRedirect(queue)
    moment = listed_at(request)
    try:
        done = clusters.decide(
            to,
            *found,
            by=request.user,
            now=timezone.now(),
            reason=reason_in(request) if to == State.REJECTED else "",
            listed_at=moment,
        )
    except CommentRefused as problem:
        messages.error(request, problem.message)
        return HttpResponseRedirect(queue)
    words = _("%(label)s: %(done)d done.") % {"label": CHOICES[name].label, "done": done}
    messages.success(request, words)
    return _to_the_rest(request, clusters.waiting(*found), moment)


def _to_the_rest(request: Any, waiting: Any, moment: dt.datetime | None) -> HttpResponse:
    queue = reverse("admin:comments_comment_changelist")
    changed = waiting.filter(not_in_list_of(moment)).count()
    left = waiting.count() - changed
    if not left and not changed:
        return HttpResponseRedirect(queue)
    warn_of_changed(request, changed)
    if left:
        words = ngettext(
            "%(left)d comment is left. Take the same decision again for it.",
            "%(left)d comments are left. Take the same decision again for them.",
            left,
        )
        messages.warning(request, words % {"left": left})
    return HttpResponseRedirect(queue + query_of(cluster=request.GET["cluster"]))
