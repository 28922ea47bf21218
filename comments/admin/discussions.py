"""Opening and closing the discussions of articles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments import moderation
from comments.models import Discussion


@admin.register(Discussion)
class DiscussionAdmin(admin.ModelAdmin[Discussion]):
    list_display = ["article", "mode", "closes_at", "published_count", "pending_count"]
    list_filter = ["mode"]
    list_select_related = ["article"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["article__title"]
    readonly_fields = ["article", "published_count", "pending_count"]
    fields = ["article", "mode", "closes_at", "published_count", "pending_count"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Discussion, form: Any, change: bool) -> None:
        moderation.set_mode(obj, obj.mode, closes_at=obj.closes_at, by=request.user)
