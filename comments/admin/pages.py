"""The pages of one comment besides its own: taking passages out, and making a FAQ of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import questions, redacting
from comments.errors import CommentRefused
from comments.models import Comment


class RedactionForm(forms.Form):
    passages = forms.CharField(
        label=gettext_lazy("Passages to take out"),
        help_text=gettext_lazy("One a line, copied from the comment exactly as they stand there."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        strip=False,
    )

    def clean_passages(self) -> list[str]:
        lines: list[str] = self.cleaned_data["passages"].splitlines()
        return [line.strip() for line in lines if line.strip()]


def redact(model_admin: Any, request: Any, pk: int) -> HttpResponse:
    """Choose passages and replace them by a mark; what screening matched is offered."""
    comment = _comment(model_admin, request, pk)
    matched = "\n".join(each["matched"] for each in comment.reasons if each["matched"])
    sent = request.POST if request.method == "POST" else None
    form = RedactionForm(sent, initial={"passages": matched})
    if form.is_valid():
        try:
            passages = form.cleaned_data["passages"]
            redacting.redact(comment, passages, by=request.user, now=timezone.now())
        except CommentRefused as refused:
            form.add_error("passages", refused.message)
        else:
            messages.success(request, _("The passages are taken out; readers see where."))
            return HttpResponseRedirect(_page_of(pk))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Take passages out"),
        "opts": model_admin.opts,
        "comment": comment,
        "mark": redacting.mark(),
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/comments/comment/redact.html", context, status=status)


def make_faq(model_admin: Any, request: Any, pk: int) -> HttpResponse:
    """POST: start a FAQ of what the comment asks, and go there."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    comment = _comment(model_admin, request, pk)
    try:
        question = questions.make_faq(comment, by=request.user, now=timezone.now())
    except CommentRefused as refused:
        messages.error(request, refused.message)
        return HttpResponseRedirect(_page_of(pk))
    messages.success(request, _("This is the draft of a FAQ. Write its answer."))
    return HttpResponseRedirect(reverse("admin:articles_faq_change", args=[question.faq_id]))


def _comment(model_admin: Any, request: Any, pk: int) -> Comment:
    if not model_admin.has_moderate_permission(request):
        raise PermissionDenied
    return get_object_or_404(Comment, pk=pk)


def _page_of(pk: int) -> str:
    return reverse("admin:comments_comment_change", args=[pk])
