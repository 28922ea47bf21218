"""Accounts, for administrators who are not superusers, and background work.

Importing a module registers its models.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from comments import page_keys
from site_config import redirect_admin, site_admin
from site_config.kit.long_lists import LongListAdmin
from site_config.kit.pagecache.purging import purge

__all__ = ["redirect_admin", "site_admin"]

admin.site.unregister(User)
admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(LongListAdmin, DBTaskResultAdmin):
    """Work in the background, of which a busy site does much."""


@admin.register(User)
class AccountAdmin(LongListAdmin, UserAdmin[User]):
    """Roles are groups. Only a superuser makes or changes superusers and single permissions."""

    list_display = ["username", "email", "first_name", "last_name", "is_active", "is_staff"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A role is for working at the desk, which needs staff status as well."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        if not user.is_staff and user.groups.exists():
            user.is_staff = True
            user.save(update_fields=["is_staff"])
            messages.info(request, _("The role lets this person sign in to the desk."))

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        with transaction.atomic():
            purge(page_keys.of_writer(obj))
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        with transaction.atomic():
            for account in queryset:
                purge(page_keys.of_writer(account))
            super().delete_queryset(request, queryset)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fields
        return [*fields, "is_superuser", "user_permissions"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)
