from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles import listings
from articles.search import MAX_CHARACTERS, MAX_HITS, Hits, find, render_hits, words_of
from site_config.kit.pagination import page_of


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    words = words_of(query)
    context: dict[str, object] = {"q": query[:MAX_CHARACTERS], "page_obj": None, "noindex": True}
    found = find(words, now=timezone.now())
    if words:
        page = page_of(found, request, per_page=listings.PER_PAGE)
        context |= {
            "page_obj": page,
            "number": _number_of(found, query),
            "results": render_hits(page),
        }
    context["remarks"] = list(_remarks(query, found))
    return render(request, "articles/search.html", context)


def _number_of(found: Hits, query: str) -> str:
    """How much was found, and for which words, as a sentence."""
    words = " ".join(found.words) if found.is_corrected else query[:MAX_CHARACTERS]
    return ngettext(
        "%(total)d result for “%(words)s”", "%(total)d results for “%(words)s”", len(found)
    ) % {"total": len(found), "words": words}


def _remarks(query: str, found: Hits) -> Iterator[str]:
    """What a reader has to know to understand the results."""
    if len(query) > MAX_CHARACTERS:
        yield _("Only the first %(count)d characters were searched for.") % {
            "count": MAX_CHARACTERS
        }
    if found.is_corrected:
        yield _("Nothing was found for “%(asked)s”.") % {"asked": " ".join(found.asked)}
    if len(found) == MAX_HITS:
        yield _("Only the best %(count)d results are shown. Add a word to narrow them down.") % {
            "count": MAX_HITS
        }
