from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import listings


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    newest = listings.articles(now)[: listings.LATEST + 1]
    context = {
        "lead": newest[0] if newest else None,
        "latest": newest[1:],
        "sections": listings.sections(now),
    }
    return render(request, "articles/home.html", context)
