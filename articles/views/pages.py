from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import page_keys
from articles.article_page import body_of
from articles.models import Edition
from articles.views.found import answer
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page


@public_page()
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer(request, show_page)


def show_page(
    request: HttpRequest, edition: Edition, *, status: int = 200, **context: object
) -> HttpResponse:
    carry(request, *page_keys.of_edition(edition))
    shown = {"edition": edition, "body": body_of(edition)}
    return render(request, "articles/page_detail.html", {**shown, **context}, status=status)
