"""Where the links of a mail lead: a page that shows a comment and asks once more.

Looking changes nothing, so a program that follows every link of a mail decides nothing.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment, RejectionReason, State
from comments.permissions import MODERATE
from comments.seen import mark
from site_config.kit import html

# By the names that the verbs of the queue have.
QUESTIONS = {
    "approve": (gettext_lazy("Approve this comment?"), gettext_lazy("Approve it")),
    "reject": (gettext_lazy("Reject this comment?"), gettext_lazy("Reject it")),
    "spam": (gettext_lazy("Is this comment spam?"), gettext_lazy("Mark it as spam")),
}


def ask_view(model_admin: Any, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """The question of a decision that is a name in QUESTIONS; the queue takes the answer."""
    if not request.user.has_perm(MODERATE):
        raise PermissionDenied
    if decision not in QUESTIONS:
        raise Http404
    comment = get_object_or_404(Comment.objects.select_related("discussion__article"), pk=pk)
    title, button = QUESTIONS[decision]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title if comment.state == State.PENDING else _("Somebody has decided"),
        "opts": model_admin.opts,
        "comment": comment,
        "body": html.render_comment(comment.body),
        "seen": mark(comment),
        "waits": comment.state == State.PENDING,
        "last": comment.decisions.first(),
        "decision": decision,
        "button": button,
        "reasons": RejectionReason.choices if decision == "reject" else [],
    }
    return TemplateResponse(request, "admin/comments/comment/ask.html", context)
