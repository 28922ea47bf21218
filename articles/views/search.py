from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import listings
from articles.search import MAX_CHARACTERS, find, words_of
from site_config.kit.pagination import page_of


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    words = words_of(query)
    context: dict[str, object] = {
        "q": query[:MAX_CHARACTERS],
        "page_obj": None,
        "message": "",
        "noindex": True,
    }
    if len(query) > MAX_CHARACTERS:
        context["message"] = _("Only the first %(count)d characters were searched for.") % {
            "count": MAX_CHARACTERS
        }
    if words:
        found = find(words, now=timezone.now())
        context["page_obj"] = page_of(found, request, per_page=listings.PER_PAGE)
    return render(request, "articles/search.html", context)
