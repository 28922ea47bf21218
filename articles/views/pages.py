from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.article_page import body_of
from articles.models import Edition
from articles.views.found import answer


@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer(request, show_page)


def show_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "body": body_of(edition)}
    return render(request, "articles/page_detail.html", context)
