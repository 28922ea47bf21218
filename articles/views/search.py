"""The page of search, and what is suggested while somebody types."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from articles import listings, missed_searches
from articles.models import Category, Kind
from articles.search import (
    MAX_CHARACTERS,
    MAX_HITS,
    Hits,
    find,
    render_hits,
    suggest,
    words_of,
)
from site_config.kit.methods import require_safe
from site_config.kit.pagination import page_of
from site_config.kit.readers import is_person

# With this number of entries a list of ways out is still looked through.
CATEGORIES_SHOWN = 12
NEWEST_SHOWN = 5
NARROWINGS_SHOWN = 8


class Narrowing(TypedDict):
    """A link to those results that stand in one category; `number` is None if nobody knows."""

    name: str
    query: str
    number: int | None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query, now = request.GET.get("q", ""), timezone.now()
    words = words_of(query)
    category = _category(request.GET.get("category", ""))
    found = find(words, now=now, category=category)
    context: dict[str, Any] = {"q": query[:MAX_CHARACTERS], "category": category, "noindex": True}
    if words:
        page = page_of(found, request, per_page=listings.PER_PAGE)
        context |= {"page_obj": page, "results": render_hits(page)}
        context |= {"number": _number_of(found, query, category)}
    if found:
        context["narrowings"] = [] if category else _narrowings(found, query)
    else:
        context |= _ways_out(now)
    if words and not found and not category and is_person(request):
        missed_searches.note(query, now=now)
    context["remarks"] = [{"remark": remark} for remark in _remarks(query, found)]
    return render(request, "articles/search.html", context)


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


def _narrowings(found: Hits, query: str) -> list[Narrowing]:
    """The categories with the most hits, where there are several.

    Where only the best hits are known, nobody can say how many there are in a category.
    """
    shares = found.by_category()
    if len(shares) < 2:
        return []
    is_all = len(found) < MAX_HITS
    asked = urlencode({"q": query[:MAX_CHARACTERS]})
    return [
        Narrowing(
            name=share.name,
            query=f"{asked}&{urlencode({'category': share.slug})}",
            number=share.number if is_all else None,
        )
        for share in shares[:NARROWINGS_SHOWN]
    ]


def _number_of(found: Hits, query: str, category: Category | None) -> str:
    """How much was found, where, and for which words, as a sentence."""
    asked = " ".join(found.asked) if found.is_corrected else query[:MAX_CHARACTERS]
    values = {"total": len(found), "asked": asked, "words": " ".join(found.words)}
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


def _remarks(query: str, found: Hits) -> Iterator[str]:
    """What a reader has to know to understand the results."""
    if len(query) > MAX_CHARACTERS:
        yield _("Only the first %(count)d characters were searched for.") % {
            "count": MAX_CHARACTERS
        }
    if len(found) == MAX_HITS:
        yield _("Only the best %(count)d results are shown. Add a word to narrow them down.") % {
            "count": MAX_HITS
        }
