"""Accounts, for administrators who are not superusers, and background work.

Importing a module registers its models.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from articles.errors import EditorialRefusal
from comments import page_keys
from site_config import desk_pages, inviting, redirect_admin, site_admin, staff
from site_config.kit.keys import CarefulAdmin
from site_config.kit.long_lists import LongListAdmin
from site_config.kit.pagecache.purging import purge

__all__ = ["desk_pages", "redirect_admin", "site_admin"]

admin.site.unregister(Group)
admin.site.unregister(User)
admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(LongListAdmin, DBTaskResultAdmin):
    """Work in the background, of which a busy site does much."""


@admin.register(Group)
class RoleAdmin(CarefulAdmin, GroupAdmin):
    """Roles, which superusers compose."""


@admin.register(User)
class AccountAdmin(LongListAdmin, UserAdmin[User]):
    """Roles are groups. Only a superuser makes or changes superusers and single permissions."""

    form = inviting.AccountForm
    change_list_template = "admin/auth/user/change_list.html"
    list_display = ["username", "email", "first_name", "last_name", "is_active", "is_staff"]
    actions = ["deactivate", "invite_again"]

    def get_urls(self) -> list[URLPattern]:
        invite = self.admin_site.admin_view(self.invite)
        return [path("invite/", invite, name="auth_user_invite"), *super().get_urls()]

    def invite(self, request: HttpRequest) -> HttpResponse:
        return inviting.invite_view(self, request)

    @admin.action(description=gettext_lazy("Deactivate selected accounts"), permissions=["change"])
    def deactivate(self, request: Any, accounts: QuerySet[User]) -> None:
        """They log nobody in any more; bylines and history stay."""

        def deactivate(account: User) -> None:
            staff.deactivate(account, by=request.user)
            self.log_change(request, account, _("Deactivated."))

        self._each(request, accounts, deactivate, _("Deactivated: %(name)s"))

    @admin.action(description=gettext_lazy("Mail the invitation again"), permissions=["add"])
    def invite_again(self, request: Any, accounts: QuerySet[User]) -> None:
        def invite(account: User) -> None:
            staff.invite_again(account, by=request.user, now=timezone.now())

        self._each(request, accounts, invite, _("Invited again: %(name)s"))

    def _each(
        self,
        request: HttpRequest,
        accounts: QuerySet[User],
        verb: Callable[[User], None],
        done: str,
    ) -> None:
        for account in accounts:
            try:
                verb(account)
            except EditorialRefusal as refusal:
                messages.error(request, refusal.message)
            else:
                messages.success(request, done % {"name": account})

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
        """Nobody deletes themselves, so that somebody is left to look after accounts."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return obj != request.user and super().has_delete_permission(request, obj)
