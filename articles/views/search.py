"""The page of search, and what is suggested while somebody types."""

import datetime as dt
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from articles import listings, missed_searches
from articles.models import Category, Kind
from articles.search import (
    MAX_CHARACTERS,
    MAX_HITS,
    Hit,
    Hits,
    find,
    render_hits,
    suggest,
    words_of,
)
from site_config.kit import stencils
from site_config.kit.frames import Frame
from site_config.kit.methods import require_safe
from site_config.kit.pagination import canonical_url, page_of
from site_config.kit.pagination_tags import page_address, page_number, pagination
from site_config.kit.readers import is_person
from site_config.kit.site import present

# With this number of entries a list of ways out is still looked through.
CATEGORIES_SHOWN = 12
NEWEST_SHOWN = 5
NARROWINGS_SHOWN = 8


_PAGE = Frame("articles/search.html")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query, now = request.GET.get("q", ""), timezone.now()
    words = words_of(query)
    category = _category(request.GET.get("category", ""))
    found = find(words, now=now, category=category)
    page = page_of(found, request, per_page=listings.PER_PAGE) if words else None
    values = {"q": query[:MAX_CHARACTERS], "remarks": _remarks(query, found)}
    if page is not None:
        values |= {"number": _number_of(found, query, category), "page_number": page_number(page)}
    if page:
        values |= _results(request, page, found, category)
        return HttpResponse(_PAGE.fill(values, around=_around(now)))
    if words and category:
        values["everywhere"] = page_address(1, path=request.path, q=query[:MAX_CHARACTERS])
    elif words and is_person(request):
        missed_searches.note(query, now=now)
    return render(request, "articles/search.html", {**_ways_out(now), **values, "noindex": True})


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles, questions and names for who has typed `q`, and how many there are in words."""
    found = suggest(words_of(request.GET.get("q", "")), now=timezone.now())
    kinds = {Kind.FAQ: _("Question"), "author": _("Author")}
    words = ngettext("%(count)d suggestion", "%(count)d suggestions", len(found))
    return JsonResponse(
        {
            "number": words % {"count": len(found)},
            "suggestions": [
                {"title": each.title, "path": each.path, "kind": kinds.get(each.kind, "")}
                for each in found
            ],
        }
    )


def _category(slug: str) -> Category | None:
    return Category.objects.filter(slug=slug).first() if slug else None


def _ways_out(now: dt.datetime) -> dict[str, Any]:
    """What may help somebody who has found nothing, or has not begun to look for it."""
    return {
        "categories": Category.objects.filter(parent=None)[:CATEGORIES_SHOWN],
        "newest": listings.newest(now, NEWEST_SHOWN),
    }


def _around(now: dt.datetime) -> dict[str, object]:
    """What every page of results shows."""
    footer_pages = listings.footer_pages(now)
    return {"site": present.site(), "footer_pages": footer_pages, "noindex": True}


def _results(
    request: HttpRequest, page: Page[Hit], found: Hits, category: Category | None
) -> dict[str, str]:
    """What a page of results shows where there are some."""
    address = {"path": request.path, "q": request.GET["q"][:MAX_CHARACTERS]}
    return {
        "results": render_hits(page),
        "narrowings": "" if category else _narrowings(found, address["q"]),
        "everywhere": page_address(1, **address) if category else "",
        "pagination": pagination(page, **address, category=category.slug if category else ""),
        "canonical_url": canonical_url(request),
    }


def _narrowings(found: Hits, query: str) -> SafeString:
    """Links to the categories with the most hits, where there are several.

    Where only the best hits are known, nobody can say how many there are in a category.
    """
    shares = found.by_category()
    shown = shares[:NARROWINGS_SHOWN] if len(shares) > 1 else []
    is_all = len(found) < MAX_HITS
    asked = urlencode({"q": query})
    return stencils.fill(
        "articles/_narrowing.html",
        (
            {
                "name": share.name,
                "query": f"{asked}&category={quote(share.slug)}",
                "number": share.number if is_all else None,
            }
            for share in shown
        ),
    )


def _number_of(found: Hits, query: str, category: Category | None) -> str:
    """How much was found, where, and for which words, as a sentence."""
    values = {"total": len(found), "asked": query[:MAX_CHARACTERS], "words": " ".join(found.words)}
    if category is not None:
        values["category"] = category.name
    if not found and category is not None:
        words = _("Nothing was found for “%(asked)s” in %(category)s.")
    elif not found:
        words = _("Nothing was found for “%(asked)s”.")
    elif found.is_corrected:
        words = ngettext(
            "Nothing was found for “%(asked)s”, so this is %(total)d result for “%(words)s”.",
            "Nothing was found for “%(asked)s”, so these are %(total)d results for “%(words)s”.",
            len(found),
        )
    elif category is not None:
        words = ngettext(
            "%(total)d result for “%(asked)s” in %(category)s",
            "%(total)d results for “%(asked)s” in %(category)s",
            len(found),
        )
    else:
        words = ngettext(
            "%(total)d result for “%(asked)s”", "%(total)d results for “%(asked)s”", len(found)
        )
    return words % values


def _remarks(query: str, found: Hits) -> SafeString:
    """What a reader has to know to understand the results."""
    remarks = []
    if len(query) > MAX_CHARACTERS:
        only_first = _("Only the first %(count)d characters were searched for.")
        remarks.append(only_first % {"count": MAX_CHARACTERS})
    if len(found) == MAX_HITS:
        only_best = _("Only the best %(count)d results are shown. Add a word to narrow them down.")
        remarks.append(only_best % {"count": MAX_HITS})
    return stencils.fill("articles/_search_remark.html", ({"remark": each} for each in remarks))
