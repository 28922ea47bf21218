"""Whose comments wait in a whole category, where the discussions themselves do not say so."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from comments.admin.rules import ModeratorsAdmin
from comments.models import CategoryModeration


@admin.register(CategoryModeration)
class CategoryModerationAdmin(ModeratorsAdmin):
    list_display = ["category", "moderation"]
    list_select_related = ["category"]
    ordering: ClassVar[Any] = ("category__name", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is said of one category is not moved to another."""
        return ["category"] if obj else []
