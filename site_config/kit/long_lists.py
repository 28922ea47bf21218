"""Lists of the admin that stay quick with a million rows: none is counted to its end."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst

from site_config.kit.keys import CarefulAdmin

LISTED = 10_000
"""How many rows a list leads to."""


class LongListPaginator(Paginator[Any]):
    """Leads to the first LISTED rows; who looks for others filters or searches."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:LISTED].count()

    @property
    def is_cut(self) -> bool:
        return self.count == LISTED


class LongListAdmin(CarefulAdmin):
    """A change list of any length; `admin/change_list.html` says where it was cut."""

    paginator = LongListPaginator
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def changelist_view(self, request: Any, extra_context: Any = None) -> Any:
        """Its title is what stands there; Django's says what to do with it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})
