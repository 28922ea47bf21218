from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import listings, page_keys, structured_data
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page
from site_config.kit.site.present import site


@public_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = listings.front_page(timezone.now(), chosen=site().front_page)
    carry(request, page_keys.ARTICLES, page_keys.FRONT_PAGE, *page_keys.of_cards(page.editions))
    carry(request, *(page_keys.label_page(section.category) for section in page.sections))
    context = {
        "lead": page.first[0] if page.first else None,
        "others": page.first[1:],
        "is_arranged": page.chosen > 1,
        "sections": page.sections,
        "editions": page.editions,
        "structured_data": structured_data.of_home(site()),
    }
    return render(request, "articles/home.html", context)
