"""The tab “Discussion” of an article: how its discussion stands and why, and setting it up.

A discussion can be set up before anybody has written. Who may not change it sees how it stands.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.api import Article
from comments import moderation, modes, panic, posting
from comments.models import Discussion, Moderation
from comments.permissions import MANAGE, MODERATE

CHANGES_SHOWN = 20


class DiscussionForm(forms.ModelForm[Discussion]):
    class Meta:
        model = Discussion
        fields = ("mode", "closes_at", "moderation")
        field_classes = {"closes_at": forms.SplitDateTimeField}
        labels = {"moderation": gettext_lazy("Whose comments wait")}
        help_texts = {"moderation": ""}
        widgets = {"closes_at": AdminSplitDateTime}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look has no such fields.
        if "closes_at" in self.fields:
            # The words beside them are no labels.
            day, time = self.fields["closes_at"].widget.widgets
            day.attrs["aria-label"], time.attrs["aria-label"] = _("Closes on"), _("Closes at")
        if "moderation" in self.fields:
            choices = [("", _("As the category or the site says")), *Moderation.choices]
            self.fields["moderation"].choices = choices  # type: ignore[attr-defined]

    def save_by_verbs(self, discussion: Discussion, *, by: Any) -> None:
        """Call the verbs for what was changed; raises what they raise."""
        now, wanted = timezone.now(), self.cleaned_data
        if {"mode", "closes_at"} & set(self.changed_data):
            moderation.set_mode(
                discussion, wanted["mode"], closes_at=wanted["closes_at"], by=by, now=now
            )
        if "moderation" in self.changed_data:
            modes.set_moderation(discussion, wanted["moderation"], by=by, now=now)


def queue_address(discussion: Discussion) -> str:
    """Where what waits in one discussion is listed."""
    queue = reverse("admin:comments_comment_changelist")
    return f"{queue}?discussion__id__exact={discussion.pk}"


def waiting_below(article: Article) -> int:
    """How many comments wait below an article, for the number on its tab."""
    counts = Discussion.objects.filter(article=article).values_list("pending_count", flat=True)
    return counts.first() or 0


def discussion_view(request: Any, article: Article, *, context: dict[str, Any]) -> HttpResponse:
    """Show the tab, or set the discussion up as its form says; `context` is that of any tab."""
    discussion = Discussion.objects.filter(article=article).first()
    may_change = request.user.has_perm(MANAGE)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = DiscussionForm(request.POST if request.method == "POST" else None, instance=discussion)
    if form.is_valid():
        with transaction.atomic():
            form.save_by_verbs(posting.discussion_of(article, lock=True), by=request.user)
        messages.success(request, _("The discussion is set up."))
        return HttpResponseRedirect(request.path)
    shown = _shown(request, article, discussion)
    context |= {**shown, "title": _("Discussion"), "form": form if may_change else None}
    template = "admin/comments/discussion/of_article.html"
    status = 422 if form.errors else 200
    return TemplateResponse(request, template, context, status=status)


def _shown(request: HttpRequest, article: Article, discussion: Discussion | None) -> dict[str, Any]:
    now = timezone.now()
    # The form has written what was sent into the row that it was given.
    if discussion is not None:
        discussion.refresh_from_db()
    stands = discussion or Discussion(article=article)
    return {
        "discussion": stands,
        "takes_comments": stands.takes_comments(now),
        "emergency": panic.in_force(now),
        "in_force": modes.in_force(article, discussion),
        "changes": list(discussion.changes.all()[:CHANGES_SHOWN]) if discussion else [],
        "queue": queue_address(discussion)
        if discussion and request.user.has_perm(MODERATE)
        else "",
    }
