"""What programs read that read as people do: articles as Markdown, and where they stand."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles import article_page, in_markdown, listings, page_keys
from articles.models import Edition
from articles.views.found import answer_at
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page
from site_config.kit.site.present import site

MARKDOWN = "text/markdown; charset=utf-8"


@public_page()
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    path = request.path.removesuffix(".md") + "/"
    return answer_at(path, request, _show, ending=".md")


def _show(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = article_page.compose(edition, now=timezone.now())
    carry(request, *article_page.keys_of_text(page))
    response = HttpResponse(in_markdown.of_article(page), content_type=MARKDOWN)
    address = iri_to_uri(f"{settings.SITE_URL}{edition.path}")
    response["Link"] = f'<{address}>; rel="canonical"'
    if page.noindex:
        response["X-Robots-Tag"] = "noindex"
    return response


@public_page()
@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    front = listings.front_page(timezone.now())
    shown = [each for section in front.sections for each in section.editions]
    carry(request, page_keys.ARTICLES)
    carry(request, *page_keys.of_cards(shown, writers=False, pictures=False))
    carry(request, *(page_keys.label_page(section.category) for section in front.sections))
    return HttpResponse(in_markdown.of_site(site(), front), content_type=MARKDOWN)
