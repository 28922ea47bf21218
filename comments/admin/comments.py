"""The moderation queue: cards in a change list, and a page for each comment."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.admin import card_markup, pages
from comments.admin.asking import ask_view
from comments.admin.attending import attend
from comments.admin.cards import QueueChangeList
from comments.admin.clusters import cluster_asked_for, decide_cluster
from comments.admin.deciding import CHOICES, DecisionForm, bulk, decide
from comments.admin.filters import (
    REPORTED,
    ArticleFilter,
    CategoryFilter,
    ClusterFilter,
    QueueFilter,
    ReasonFilter,
)
from comments.admin.listing import in_field
from comments.admin.searching import NEWEST_FIRST, NewestFirstAdmin
from comments.models import Comment, LinkedHost, RejectionReason, State
from comments.permissions import MODERATE
from comments.screening.hosts import host_of
from comments.seen import mark
from site_config.kit import html
from site_config.kit.long_lists import LISTED

SHOWN = 30
"""So many decisions and earlier texts of a comment are shown on its page."""


@admin.register(Comment)
class CommentAdmin(NewestFirstAdmin):
    """Comments are read and decided about here; nobody rewrites a reader's words."""

    list_display = ["card"]
    list_display_links = None
    list_filter = [
        QueueFilter,
        ClusterFilter,
        ArticleFilter,
        "created_at",
        ("discussion__article__category", CategoryFilter),
        ReasonFilter,
    ]
    ordering: ClassVar[Any] = NEWEST_FIRST
    sortable_by = ("card",)
    search_fields = [
        "body",
        "author_name",
        "author_email",
        "author_website",
        "discussion__article__title",
    ]
    search_help_text = format_lazy(
        gettext_lazy(
            "Text, name, e-mail, website or article, among the newest {count} of this list. "
            "A whole e-mail address or host name finds all of its comments."
        ),
        count=LISTED,
    )
    action_form = DecisionForm
    actions = [bulk(name) for name in CHOICES]
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

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueChangeList]:
        return QueueChangeList

    def get_ordering(self, request: HttpRequest) -> Any:
        # The order of their index: most reported first.
        is_reported = request.GET.get("state") == REPORTED
        return ("-open_reports", "pk") if is_reported else super().get_ordering(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        comments = super().get_queryset(request).select_related("discussion__article")
        return comments.defer("html", "discussion__article__body")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        try:
            validate_email(search_term)
        except ValidationError:
            pass
        else:
            return queryset.by_address(search_term), False
        host = "" if " " in search_term else host_of(search_term)
        linking = LinkedHost.objects.filter(host=host).order_by("-pk")
        if host and linking.exists():
            return queryset.filter(pk__in=linking.values("comment")[:LISTED]), False
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def action_checkbox(self, obj: Any) -> SafeString:
        return card_markup.tick(obj)

    @admin.display(
        description=gettext_lazy("Comments, by when they were written"), ordering="created_at"
    )
    def card(self, comment: Any) -> SafeString:
        return card_markup.render(comment.card)

    @admin.display(description=gettext_lazy("Comment"))
    def whole_text(self, comment: Comment) -> str:
        return html.render_comment(comment.body)

    @admin.display(description=gettext_lazy("Article"))
    def article(self, comment: Comment) -> str:
        return str(comment.discussion.article)

    @admin.display(description=gettext_lazy("Why it was held"))
    def reasons_in_words(self, comment: Comment) -> str:
        return " ".join(
            f"{reason['words']} ({reason['matched']})" if reason["matched"] else reason["words"]
            for reason in comment.reasons
        )

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "<int:pk>/decide/": ("decide", decide),
            "<int:pk>/decide/<str:decision>/": ("ask", ask_view),
            "<int:pk>/attend/": ("attend", attend),
            "<int:pk>/redact/": ("redact", pages.redact),
            "<int:pk>/make-faq/": ("make_faq", pages.make_faq),
            "cluster/": ("decide_cluster", decide_cluster),
        }
        mine = [
            path(
                where,
                self.admin_site.admin_view(partial(view, self)),
                name=f"comments_comment_{name}",
            )
            for where, (name, view) in views.items()
        ]
        return [*mine, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        shown = {
            "title": _("Moderation queue"),
            "cluster": cluster_asked_for(request),
            "listed_at": in_field(timezone.now()),
        }
        return super().changelist_view(request, {**(extra_context or {}), **shown})

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        comment = context.get("original")
        if comment is not None and self.has_moderate_permission(request):
            context["choices"] = CHOICES
            context["seen"] = mark(comment)
            context["rejection_reasons"] = RejectionReason.choices
        if comment is not None:
            context["decisions"] = list(comment.decisions.all()[:SHOWN])
            context["edits"] = list(comment.edits.all()[:SHOWN])
            published = comment.state == State.PUBLISHED
            context["permalink"] = comment.get_absolute_url() if published else ""
        return super().render_change_form(request, context, *args, **kwargs)
