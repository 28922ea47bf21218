"""What is in the trash: two lists, from which everything can be restored."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, picture_trash, trash
from articles.admin.images import thumbnail_of
from articles.errors import EditorialRefusal
from articles.models import Kind, TrashedArticle, TrashedImage
from site_config.kit.long_lists import LongListAdmin


class TrashAdmin(LongListAdmin):
    """A list to look through and to restore from; nothing else is done here."""

    actions = ["restore_selected"]
    list_display_links = None
    search_fields = ["title"]
    ordering = ["-trashed_at", "-pk"]
    restore: Callable[..., None]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(trashed_at__isnull=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        # Django looks for the row first, and sends on whoever does not find it.
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=gettext_lazy("By"))
    def by(self, row: Any) -> str:
        return str(row.trashed_by or "–")

    @admin.action(description=gettext_lazy("Restore selected"), permissions=["view"])
    def restore_selected(self, request: Any, rows: Any) -> None:
        for row in rows:
            try:
                self.restore(row, by=request.user, now=timezone.now())
            except EditorialRefusal as refusal:
                messages.error(request, f"{row}: {refusal.message}")
            else:
                messages.success(request, _("Restored: %(title)s") % {"title": row})


@admin.register(TrashedArticle)
class TrashedArticleAdmin(TrashAdmin):
    restore = staticmethod(trash.restore)
    list_display = ["title", "kind", "trashed_at", "by", "kept"]
    list_filter = ["kind"]
    list_select_related = ["trashed_by"]
    fields = ["title", "kind", "trashed_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).filter(kind__in=_kinds(request.user))
        return trash.with_past(found)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(_kinds(request.user))

    @admin.display(description=gettext_lazy("Kept"))
    def kept(self, article: Any) -> str:
        if article.has_past:
            return _("For good: readers had it")
        return _("Until %(day)s") % {"day": date_format(article.trashed_at + trash.KEPT)}


@admin.register(TrashedImage)
class TrashedImageAdmin(TrashAdmin):
    restore = staticmethod(picture_trash.restore)
    list_display = ["thumbnail", "title", "trashed_at", "by"]
    list_select_related = ["trashed_by"]
    fields = ["title", "trashed_at"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(picture_trash.DELETE)

    @admin.display(description=gettext_lazy("Picture"))
    def thumbnail(self, image: Any) -> str:
        return thumbnail_of(image)


def _kinds(user: Any) -> list[str]:
    """The kinds of article that a person may edit."""
    return [kind for kind in Kind if user.has_perm(permissions.change_permission(kind))]
