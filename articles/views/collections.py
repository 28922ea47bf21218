"""Lists of articles that share a category, a tag, an author or a team."""

from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import listings, page_keys, structured_data
from articles.article_page import breadcrumbs
from articles.images.pictures import Picture, picture
from articles.models import Author, Tag, Team
from articles.views.found import label_elsewhere
from site_config.kit import html, links
from site_config.kit.links import Link
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page
from site_config.kit.pagination import page_of


@public_page("page")
@require_safe
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    family = listings.family_of(slug)
    category = next((each for each in family if each.slug == slug), None)
    if category is None:
        return label_elsewhere(request.path)
    found = listings.in_family(family, timezone.now())
    children = [each for each in family if each != category][:50]
    carry(request, *map(page_keys.label_name, children))
    extra = {"category": category, "children": children}
    return _collection(request, "category", category, found, extra)


@public_page("page")
@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        return label_elsewhere(request.path)
    found = listings.tagged(tag, timezone.now())
    return _collection(request, "tag", tag, found, {"tag": tag})


@public_page("page")
@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    author = Author.objects.filter(slug=slug).select_related("photo").first()
    if author is None:
        return label_elsewhere(request.path)
    found = listings.by_author(author, timezone.now())
    bio, portrait = html.safe(author.bio, html.ARTICLE), _portrait(request, author)
    trail = breadcrumbs((author.name, request.path))
    told = structured_data.of_author(author, bio=bio, **portrait, trail=trail)
    extra = {"author": author, "bio": bio, **portrait}
    extra |= {"structured_data": told, "card_kind": "profile"}
    return _collection(request, "author", author, found, extra)


@public_page("page")
@require_safe
def team_detail(request: HttpRequest, slug: str) -> HttpResponse:
    team = Team.objects.filter(slug=slug).select_related("photo").first()
    if team is None:
        return label_elsewhere(request.path)
    found = listings.by_team(team, timezone.now())
    extra = {
        "team": team,
        "description": html.safe(team.description, html.ARTICLE),
        **_portrait(request, team),
    }
    return _collection(request, "team", team, found, extra)


class _Portrait(TypedDict):
    photo: Picture | None
    links: list[Link]


def _portrait(request: HttpRequest, who: Author | Team) -> _Portrait:
    """The photo and the links of a person or a team."""
    if who.photo is not None:
        carry(request, page_keys.image(who.photo.pk))
    photo = picture(who.photo, alt=who.name) if who.photo else None
    return {"photo": photo, "links": links.parse(who.links)}


def _collection(
    request: HttpRequest,
    kind: str,
    label: page_keys.Label,
    found: listings.Listing,
    extra: dict[str, object],
) -> HttpResponse:
    page = page_of(found, request, per_page=listings.PER_PAGE)
    carry(request, page_keys.label_page(label), page_keys.label_list(label))
    carry(request, *page_keys.of_cards(page))
    trail = breadcrumbs((str(label), request.path))
    context = {
        "page_obj": page,
        "breadcrumbs": trail,
        "structured_data": structured_data.of_list(trail),
        **extra,
    }
    return render(request, f"articles/{kind}_detail.html", context)
