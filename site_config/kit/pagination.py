"""One way to cut a list into pages."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class FrugalPaginator(Paginator[Any]):
    """Counts the rows only where the first page does not hold them all."""

    def page(self, number: int | str) -> Page[Any]:
        if str(number) != "1":
            return super().page(number)
        rows = list(self.object_list[: self.per_page + 1])
        if len(rows) <= self.per_page:
            self.__dict__["count"] = len(rows)
        return Page(rows[: self.per_page], 1, self)


def page_of(
    rows: QuerySet[Any] | Sequence[Any],
    request: HttpRequest,
    *,
    per_page: int,
    parameter: str = "page",
) -> Page[Any]:
    """Return the page that `request` asks for by `parameter`; the first where it does not ask.

    Raises Http404 for a number that is none or that lies beyond the last page.
    """
    paginator = FrugalPaginator(rows, per_page)
    try:
        return paginator.page(number_asked_for(request, parameter))
    except InvalidPage as invalid:
        raise Http404(_("This list has no such page.")) from invalid


def number_asked_for(request: HttpRequest, parameter: str) -> int:
    """The number of a page as its address has it; each page has one address only, so `02` is none.

    Raises Http404.
    """
    asked = request.GET.get(parameter) or "1"
    if not _NUMBER.fullmatch(asked):
        raise Http404(_("This list has no such page."))
    return int(asked)


def canonical_url(request: HttpRequest) -> str:
    """The address under which this page is to be known: its path, and its number in a list."""
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    return f"{settings.SITE_URL}{request.path}{query}"


def to_first_page(request: HttpRequest) -> HttpResponse:
    """The way from `?page=1` to the address without a number."""
    query = request.GET.copy()
    del query["page"]
    asked = f"?{query.urlencode()}" if query else ""
    response = HttpResponsePermanentRedirect(f"{quote(request.path)}{asked}")
    response["Cache-Control"] = "no-cache"
    return response
