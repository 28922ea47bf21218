"""Lists of articles that share a category, a tag, an author or a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import listings
from articles.article_page import breadcrumbs
from articles.models import Author, Category, Tag, Team
from site_config.kit import html
from site_config.kit.pagination import page_of


@require_safe
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    found = listings.in_category(category, timezone.now())
    children = list(category.children.all()[:50])
    extra = {"category": category, "children": children}
    return _collection(request, "category", str(category), found, extra)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    found = listings.tagged(tag, timezone.now())
    return _collection(request, "tag", str(tag), found, {"tag": tag})


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author, slug=slug)
    found = listings.by_author(author, timezone.now())
    extra = {"author": author, "bio": html.safe(author.bio, html.ARTICLE)}
    return _collection(request, "author", str(author), found, extra)


@require_safe
def team_detail(request: HttpRequest, slug: str) -> HttpResponse:
    team = get_object_or_404(Team, slug=slug)
    found = listings.by_team(team, timezone.now())
    extra = {"team": team, "description": html.safe(team.description, html.ARTICLE)}
    return _collection(request, "team", str(team), found, extra)


def _collection(
    request: HttpRequest, kind: str, title: str, found: listings.Listing, extra: dict[str, object]
) -> HttpResponse:
    context = {
        **extra,
        "page_obj": page_of(found, request, per_page=listings.PER_PAGE),
        "breadcrumbs": breadcrumbs((title, request.path)),
    }
    return render(request, f"articles/{kind}_detail.html", context)
