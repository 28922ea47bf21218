"""Mail that waits or was given up, for those who look after the accounts it goes to."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from site_config.kit.long_lists import LongListAdmin
from site_config.kit.outbox import letters
from site_config.kit.outbox.models import Letter, LetterQuerySet


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("failed", _("Given up")), ("waiting", _("Waiting")), ("sent", _("Sent"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "failed":
                return queryset.filter(failed_at__isnull=False)
            case "waiting":
                return queryset.waiting()
            case "sent":
                return queryset.filter(sent_at__isnull=False)
        return queryset


@admin.register(Letter)
class LetterAdmin(LongListAdmin):
    """Shows no texts: they may hold links that are secret to all but their reader."""

    list_display = ["subject", "to", "state", "attempts", "created_at", "last_error"]
    list_filter = [StateFilter]
    search_fields = ["to", "subject"]
    actions = ["try_again"]
    readonly_fields = [
        "to",
        "subject",
        "state",
        "attempts",
        "last_error",
        "created_at",
        "due_at",
        "sent_at",
        "failed_at",
    ]
    fields = tuple(readonly_fields)

    @admin.display(description=gettext_lazy("State"))
    def state(self, letter: Letter) -> str:
        if letter.sent_at:
            return _("Sent")
        return _("Given up") if letter.failed_at else _("Waiting")

    @admin.action(description=gettext_lazy("Try selected again"))
    def try_again(self, request: HttpRequest, chosen: LetterQuerySet) -> None:
        count = letters.try_again(chosen, now=timezone.now())
        words = ngettext("%(count)d letter waits.", "%(count)d letters wait.", count)
        messages.success(request, words % {"count": count})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("auth.change_user")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
