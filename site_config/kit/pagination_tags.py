"""`{% pagination page_obj path=path %}`: the way from one page of a list to its neighbours.

`{% page_number page_obj %}`: which page it is, for a title.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template import Library
from django.utils.html import format_html

from site_config.kit import stencils

register = Library()


@register.simple_tag
def page_address(
    number: int, *, path: str, parameter: str = "page", fragment: str = "", **filters: str
) -> str:
    """The address of one page of the list at `path`; that of the first page names no number.

    `filters` are what the reader filtered by, each under the name of its parameter; `fragment`
    begins with its #.
    """
    query: dict[str, object] = {name: value for name, value in filters.items() if value}
    if number > 1:
        query[parameter] = number
    return f"{path}?{urlencode(query)}{fragment}" if query else f"{path}{fragment}"


@register.simple_tag
def pagination(page: Page[Any], **address: str) -> str:
    """Render `parts/_pagination.html` where there is more than one page; see `page_address`."""
    if not page.has_other_pages():
        return ""
    return stencils.fill("parts/_pagination.html", [_variables(page, address)])


@register.simple_tag
def page_number(page: Page[Any] | str) -> str:
    """For a title: a space and "(page 2)", from the second page on; nothing where no `page` is."""
    if not isinstance(page, Page) or page.number == 1:
        return ""
    return format_html(" {}", stencils.fill("parts/_page_number.html", [{"number": page.number}]))


def _variables(page: Page[Any], address: dict[str, str]) -> dict[str, object]:
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    return {
        "previous": page_address(before, **address) if before else "",
        "next": page_address(after, **address) if after else "",
        "number": page.number,
        "total": page.paginator.num_pages,
    }
