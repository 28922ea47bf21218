"""Lists of the admin that stay quick with a million rows: none is counted to its end."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

LISTED = 10_000
"""How many rows a list leads to, and how far back a search looks."""


class LongListPaginator(Paginator[Any]):
    """Leads to the first LISTED rows; who looks for others has filters."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:LISTED].count()

    @property
    def is_cut(self) -> bool:
        return self.count == LISTED


class LongListAdmin(admin.ModelAdmin[Any]):
    """Newest first; `admin/comments/change_list.html` says where a list was cut."""

    ordering: ClassVar[Any] = ("-pk",)
    paginator = LongListPaginator
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search the newest LISTED rows of the list as it is filtered."""
        if not search_term:
            return queryset, False
        newest = queryset.order_by(*self.get_ordering(request)).values("pk")[:LISTED]
        found = self.get_queryset(request).filter(pk__in=newest).order_by(*queryset.query.order_by)
        return super().get_search_results(request, found, search_term)
