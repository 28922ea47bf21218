"""Opening and closing the discussions of articles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from comments import modes
from comments.admin.discussion_page import CHANGES_SHOWN, DiscussionForm, queue_address
from comments.admin.searching import NewestFirstAdmin
from comments.models import Discussion
from site_config.kit.long_lists import LISTED


@admin.register(Discussion)
class DiscussionAdmin(NewestFirstAdmin):
    list_display = ["article", "mode", "closes_at", "published_count", "pending_count"]
    list_filter = ["mode"]
    sortable_by = ()
    search_fields = ["article__title"]
    search_help_text = format_lazy(
        _("Title of the article, among the newest {count} of this list."), count=LISTED
    )
    form = DiscussionForm
    readonly_fields = ["article", "in_force", "published_count", "waiting", "changes"]
    fields = ["article", "mode", "closes_at", "moderation", *readonly_fields[1:]]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discussion]:
        return super().get_queryset(request).select_related("article").defer("article__body")

    @admin.display(description=_("In force"))
    def in_force(self, discussion: Discussion) -> str:
        return modes.in_force(discussion.article, discussion).in_words

    @admin.display(description=_("Waiting"))
    def waiting(self, discussion: Discussion) -> SafeString:
        count = discussion.pending_count
        return format_html('<a href="{}">{}</a>', queue_address(discussion), count)

    @admin.display(description=_("What happened"))
    def changes(self, discussion: Discussion) -> SafeString | str:
        lines = [
            (date_format(localtime(change.at), "DATETIME_FORMAT"), str(change))
            for change in discussion.changes.all()[:CHANGES_SHOWN]
        ]
        return format_html_join("", "<p>{} · {}</p>", lines) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Discussion, form: Any, change: bool) -> None:
        form.save_by_verbs(obj, by=request.user)
