from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import article_page, listings, page_keys, structured_data
from articles.models import Edition
from articles.views.found import answer
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page
from site_config.kit.pagination import page_of
from site_config.kit.site.present import site


@public_page("page")
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    found = listings.articles(timezone.now())
    page = page_of(found, request, per_page=listings.PER_PAGE)
    carry(request, page_keys.ARTICLES, *page_keys.of_cards(page))
    trail = article_page.breadcrumbs((_("Articles"), request.path))
    context = {
        "page_obj": page,
        "breadcrumbs": trail,
        "structured_data": structured_data.of_list(trail),
    }
    return render(request, "articles/article_list.html", context)


@public_page("comments", "reply", "sort")
@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer(request, show_article)


def show_article(
    request: HttpRequest, edition: Edition, *, status: int = 200, **context: object
) -> HttpResponse:
    page = article_page.compose(edition, now=timezone.now())
    carry(request, *article_page.keys_of(page))
    shown = {"page": page, "edition": edition, "noindex": page.noindex, "preview": None}
    shown["structured_data"] = structured_data.of_article(page, site())
    shown["card_kind"] = "article"
    return render(request, "articles/article_detail.html", {**shown, **context}, status=status)
