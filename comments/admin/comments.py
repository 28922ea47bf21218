"""The moderation queue: decide about one comment or about many, undo, and see why it waits."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import moderation
from comments.admin.asking import ask_view
from comments.admin.searching import NewestFirstAdmin
from comments.errors import CommentRefused
from comments.models import Comment, RejectionReason, State
from comments.permissions import MODERATE
from site_config.kit import html
from site_config.kit.long_lists import LISTED

DECISIONS_SHOWN = 30
DECIDED_AT_ONCE = 500
EXCERPT = 200


class QueueFilter(admin.SimpleListFilter):
    """What waits comes first: without a choice, the list shows pending comments."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, ("all", _("All"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = self.value() or State.PENDING
        return queryset if wanted == "all" else queryset.filter(state=wanted)

    def choices(self, changelist: Any) -> Any:
        wanted = self.value() or State.PENDING
        for value, label in self.lookup_choices:
            yield {
                "selected": wanted == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class DecisionForm(ActionForm):
    """The reason is used by “Reject” alone."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason for rejecting"),
        choices=RejectionReason,
        initial=RejectionReason.OTHER,
        required=False,
    )


Verb = Callable[[Comment, Any], Any]


def approve(comment: Comment, request: Any) -> None:
    moderation.approve(comment, by=request.user, now=timezone.now())


def reject(comment: Comment, request: Any) -> None:
    chosen = request.POST.get("reason", "")
    reason = RejectionReason(chosen) if chosen in RejectionReason else RejectionReason.OTHER
    moderation.reject(comment, by=request.user, now=timezone.now(), reason=reason)


def mark_spam(comment: Comment, request: Any) -> None:
    moderation.mark_spam(comment, by=request.user, now=timezone.now())


def remove(comment: Comment, request: Any) -> None:
    moderation.remove(comment, by=request.user, now=timezone.now())


def undo(comment: Comment, request: Any) -> None:
    moderation.undo(comment, by=request.user, now=timezone.now())


VERBS: dict[str, tuple[Any, Verb]] = {
    "approve": (gettext_lazy("Approve"), approve),
    "reject": (gettext_lazy("Reject"), reject),
    "spam": (gettext_lazy("Mark as spam"), mark_spam),
    "remove": (gettext_lazy("Remove"), remove),
    "undo": (gettext_lazy("Undo the last decision"), undo),
}


def _bulk(name: str) -> Callable[[Any, Any, Any], None]:
    label, verb = VERBS[name]

    def action(model_admin: Any, request: Any, comments: Any) -> None:
        done = 0
        chosen = list(comments.order_by("pk")[: DECIDED_AT_ONCE + 1])
        for comment in chosen[:DECIDED_AT_ONCE]:
            try:
                verb(comment, request)
                done += 1
            except CommentRefused as refused:
                messages.error(request, refused.message)
        messages.success(request, _("%(label)s: %(done)d done.") % {"label": label, "done": done})
        if len(chosen) > DECIDED_AT_ONCE:
            messages.warning(request, _("There are more. Take the same action again for the rest."))

    action.__name__ = f"{name}_selected"
    return admin.action(description=label, permissions=["moderate"])(action)


@admin.register(Comment)
class CommentAdmin(NewestFirstAdmin):
    """Comments are read and decided about here; nobody rewrites a reader's words."""

    change_form_template = "admin/comments/comment/change_form.html"
    list_display = ["author_name", "excerpt", "article", "reasons_in_words", "created_at"]
    list_filter = [QueueFilter, "created_at"]
    ordering: ClassVar[Any] = ("-created_at", "-pk")
    sortable_by = ("created_at",)
    search_fields = ["body", "author_name", "author_email", "discussion__article__title"]
    search_help_text = format_lazy(
        gettext_lazy(
            "Text, name, e-mail or article, among the newest {count} of this list. "
            "A whole e-mail address finds all of its comments."
        ),
        count=LISTED,
    )
    action_form = DecisionForm
    actions = [_bulk(name) for name in VERBS]
    readonly_fields: ClassVar[list[str]] = [
        "author_name",
        "author_email",
        "author_website",
        "whole_text",
        "article",
        "reasons_in_words",
        "state",
        "created_at",
        "published_at",
    ]
    fields = tuple(readonly_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        comments = super().get_queryset(request).select_related("discussion__article")
        return comments.defer("html", "discussion__article__body")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        try:
            validate_email(search_term)
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.by_address(search_term), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    @admin.display(description=gettext_lazy("Comment"))
    def excerpt(self, comment: Comment) -> str:
        return Truncator(comment.body).chars(EXCERPT)

    @admin.display(description=gettext_lazy("Comment"))
    def whole_text(self, comment: Comment) -> str:
        return html.render_comment(comment.body)

    @admin.display(description=gettext_lazy("Article"), ordering="discussion__article__title")
    def article(self, comment: Comment) -> str:
        return str(comment.discussion.article)

    @admin.display(description=gettext_lazy("Why it was held"))
    def reasons_in_words(self, comment: Comment) -> str:
        return " ".join(
            f"{reason['words']} ({reason['matched']})" if reason["matched"] else reason["words"]
            for reason in comment.reasons
        )

    def get_urls(self) -> list[URLPattern]:
        decide = path(
            "<int:pk>/decide/",
            self.admin_site.admin_view(self.decide),
            name="comments_comment_decide",
        )
        ask = path(
            "<int:pk>/decide/<str:decision>/",
            self.admin_site.admin_view(partial(ask_view, self)),
            name="comments_comment_ask",
        )
        return [decide, ask, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `decision` (a name in VERBS), for “reject” with `reason`."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        comment = get_object_or_404(Comment, pk=pk)
        label, verb = VERBS.get(request.POST.get("decision", ""), (None, None))
        if verb is None:
            messages.error(request, _("Choose one of the decisions."))
        else:
            try:
                verb(comment, request)
                messages.success(request, _("Done: %(label)s.") % {"label": label})
            except CommentRefused as refused:
                messages.error(request, refused.message)
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        comment = context.get("original")
        if comment is not None and self.has_moderate_permission(request):
            context["verbs"] = {name: label for name, (label, _verb) in VERBS.items()}
            context["rejection_reasons"] = RejectionReason.choices
        if comment is not None:
            context["decisions"] = list(comment.decisions.all()[:DECISIONS_SHOWN])
            published = comment.state == State.PUBLISHED
            context["permalink"] = comment.get_absolute_url() if published else ""
        return super().render_change_form(request, context, *args, **kwargs)
