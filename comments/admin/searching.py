"""Searching among the newest rows of a list, because a million texts are not read in time."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from site_config.kit.long_lists import LISTED, LongListAdmin

NEWEST_FIRST = ("-created_at", "-pk")


def among_newest(queryset: QuerySet[Any], *order: str) -> QuerySet[Any]:
    """The first LISTED rows of `queryset`, to be narrowed further by what no index knows."""
    newest = queryset.order_by(*order or NEWEST_FIRST).values("pk")[:LISTED]
    # Without the other conditions: the database is to begin with these rows, not to look for each.
    return queryset.model._default_manager.filter(pk__in=newest)


class NewestFirstAdmin(LongListAdmin):
    """The newest rows first; a search looks through the first LISTED rows of what is filtered."""

    ordering: ClassVar[Any] = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term:
            return queryset, False
        newest = queryset.order_by(*self.get_ordering(request)).values("pk")[:LISTED]
        found = self.get_queryset(request).filter(pk__in=newest).order_by(*queryset.query.order_by)
        return super().get_search_results(request, found, search_term)
