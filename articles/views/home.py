from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import listings, page_keys
from site_config.kit.pagecache.carrying import carry, public_page


@public_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    newest = listings.articles(now)[: listings.LATEST + 1]
    sections = listings.sections(now)
    carry(request, page_keys.ARTICLES, *page_keys.of_cards(newest))
    for section in sections:
        carry(request, page_keys.label_page(section.category))
        carry(request, *page_keys.of_cards(section.editions))
    context = {
        "lead": newest[0] if newest else None,
        "latest": newest[1:],
        "sections": sections,
        "editions": [*newest, *(each for section in sections for each in section.editions)],
    }
    return render(request, "articles/home.html", context)
