from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import labels, listings, page_keys, structured_data
from articles.article_page import body_of, breadcrumbs, writers_of
from articles.models import Companion, Edition
from articles.search import words_of
from articles.views.found import answer, redirect_for_good
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, keep_out, public_page
from site_config.kit.pagination import page_of
from site_config.kit.site.present import site

PER_PAGE = 40
ASKED_IN_SHOWN = 12
NEIGHBOURS_SHOWN = 6


@public_page("category", "page", "q")
@require_safe
def faq_index(request: HttpRequest) -> HttpResponse:
    query, now = request.GET.get("q", ""), timezone.now()
    categories = list(listings.question_categories(now)[:100])
    wanted = request.GET.get("category", "")
    category = next((c for c in categories if c.slug == wanted), None)
    if wanted and category is None and (renamed := labels.formerly_at(f"/categories/{wanted}/")):
        return redirect_for_good(f"/faq/?category={quote(renamed.slug)}")
    found = listings.questions(now, category=category, words=words_of(query))
    page = page_of(found, request, per_page=PER_PAGE)
    shown = page_keys.of_cards(page, writers=False)
    carry(request, page_keys.QUESTIONS, page_keys.CATEGORIES, *shown)
    if query or (wanted and category is None):
        keep_out(request)
    context = {"page_obj": page, "q": query[:200], "noindex": bool(query)}
    context |= {"category": category, "categories": categories}
    return render(request, "articles/faq_index.html", context)


@public_page()
@require_safe
def faq_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer(request, show_question)


def show_question(request: HttpRequest, edition: Edition) -> HttpResponse:
    writers = writers_of(edition.pk)
    asked_in = listings.showing(edition, timezone.now())[:ASKED_IN_SHOWN]
    carry(request, page_keys.asked(edition.article_id), *page_keys.of_cards(asked_in))
    carry(request, *page_keys.of_edition(edition), *map(page_keys.label_name, writers))
    body = body_of(edition)
    trail = breadcrumbs((_("Frequently Asked Questions"), "/faq/"), (edition.title, edition.path))
    context = {
        "edition": edition,
        "body": body,
        "writers": writers,
        "asked_in": asked_in,
        "related": _related(request, edition, asked_in),
        "breadcrumbs": trail,
        "structured_data": structured_data.of_question(edition, body, trail, site()),
        "card_kind": "article",
    }
    return render(request, "articles/faq_detail.html", context)


def _related(request: HttpRequest, edition: Edition, asked_in: list[Edition]) -> list[Companion]:
    """What else is asked in the articles that show a question."""
    candidates = listings.neighbours(edition, asked_in) if asked_in else []
    if not candidates:
        return []
    shown = listings.live_questions(candidates, timezone.now(), at_most=NEIGHBOURS_SHOWN)
    carry(request, *page_keys.of_neighbours(candidates, shown, room=NEIGHBOURS_SHOWN))
    return shown
