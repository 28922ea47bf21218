"""What a revision will look like, for whoever holds the secret link."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.article_page import ArticlePage, compose_preview
from articles.models import Kind, Revision
from site_config.kit import signed_links
from site_config.kit.methods import require_safe

PURPOSE = "articles.preview"
DAYS = 7
_TEMPLATES = {
    Kind.ARTICLE: "articles/article_detail.html",
    Kind.PAGE: "articles/page_detail.html",
    Kind.FAQ: "articles/faq_detail.html",
}


def preview_path(revision: Revision, *, now: dt.datetime) -> str:
    """The secret path of this revision's preview, good for DAYS days."""
    token = signed_links.make(PURPOSE, str(revision.pk), now + dt.timedelta(days=DAYS))
    return reverse("articles:preview", args=[token])


@require_safe
@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        subject = signed_links.read(PURPOSE, token, now=now)
    except signed_links.ExpiredLink:
        return render(request, "articles/preview_expired.html", {"noindex": True}, status=410)
    except signed_links.BadLink as bad:
        raise Http404 from bad
    revision = get_object_or_404(Revision.objects.select_related("article"), pk=int(subject))
    return render_preview(request, revision, now=now)


def render_preview(
    request: HttpRequest,
    revision: Revision,
    *,
    now: dt.datetime,
    template: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of `revision` as readers would get it, marked as a preview.

    `template` stands in for that of its kind; `more` is what it shows beside the page.
    """
    page = compose_preview(revision, now=now)
    preview = {"revision_number": revision.number, "note": revision.note}
    return _answer(request, page, preview, template=template, **more)


def render_typed(
    request: HttpRequest, revision: Revision, questions: list[Revision], *, now: dt.datetime
) -> HttpResponse:
    """The same for a revision that was never saved."""
    page = compose_preview(revision, now=now, questions=questions)
    return _answer(request, page, {"revision_number": None})


def _answer(
    request: HttpRequest,
    page: ArticlePage,
    preview: dict[str, Any],
    *,
    template: str = "",
    **more: Any,
) -> HttpResponse:
    context = {**vars(page), "page": page, "preview": preview, "noindex": True, **more}
    template = template or _TEMPLATES[Kind(page.edition.article_kind)]
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
