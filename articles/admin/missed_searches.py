"""What readers look for and do not find: subjects to write about, and words to use for others."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from articles import missed_searches, permissions
from articles.admin.reviews import ChosenFilter, LookingAdmin
from articles.models import MissedSearch


class DismissedFilter(ChosenFilter):
    title = gettext_lazy("state")
    parameter_name = "state"
    choices_in_order: ClassVar = [
        ("open", gettext_lazy("Open")),
        ("dismissed", gettext_lazy("Dismissed")),
    ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(dismissed_at__isnull=self.chosen == "open")


@admin.action(description=gettext_lazy("Dismiss selected"), permissions=["view"])
def dismiss_selected(model_admin: Any, request: Any, chosen: QuerySet[MissedSearch]) -> None:
    done = missed_searches.dismiss(chosen, by=request.user, now=timezone.now())
    words = ngettext("%(count)d search is dismissed.", "%(count)d searches are dismissed.", done)
    messages.success(request, words % {"count": done})


@admin.register(MissedSearch)
class MissedSearchAdmin(LookingAdmin):
    list_display = ["words", "times", "last_on", "again"]
    list_filter = [DismissedFilter]
    search_fields = ["words"]
    actions = [dismiss_selected]

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return bool(request.user.has_perm(permissions.REVIEW))

    @admin.display(description=gettext_lazy("Search now"))
    def again(self, missed: MissedSearch) -> SafeString:
        address = f"{reverse('articles:search')}?{urlencode({'q': missed.words})}"
        return format_html('<a href="{}">{}</a>', address, missed.words)
