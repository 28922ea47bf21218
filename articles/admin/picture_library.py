"""The image library as the editor's dialog reads it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.images.pictures import thumbnail_address
from articles.models import Image

PAGE_SIZE = 24
_LAST_PAGE = 400
_SEARCHED_CHARACTERS = 200


@require_safe
def picture_library(request: HttpRequest, model_admin: Any) -> JsonResponse:
    """A page of the pictures that match `q`, newest first, and the number of the next page.

    For staff who may see the library; anybody else gets 403.
    """
    if not model_admin.has_view_permission(request):
        return JsonResponse({"pictures": [], "next": None}, status=403)
    words = request.GET.get("q", "")[:_SEARCHED_CHARACTERS]
    page = _page_number(request.GET.get("page", ""))
    pictures = model_admin.get_queryset(request)  # without those in the trash
    found, _may_repeat = model_admin.get_search_results(request, pictures, words)
    start = (page - 1) * PAGE_SIZE
    # One more than a page holds tells whether there is another; nothing is counted.
    rows = list(found.order_by("-uploaded_at", "-pk")[start : start + PAGE_SIZE + 1])
    return JsonResponse(
        {
            "pictures": [_described(image) for image in rows[:PAGE_SIZE]],
            "next": page + 1 if len(rows) > PAGE_SIZE and page < _LAST_PAGE else None,
        }
    )


def _page_number(written: str) -> int:
    if not written.isdecimal() or len(written) > len(str(_LAST_PAGE)):
        return 1
    return min(max(int(written), 1), _LAST_PAGE)


def _described(image: Image) -> dict[str, str | None]:
    return {
        "address": image.reference,
        "title": image.title,
        "alt": image.alt,
        "credit": image.credit,
        "thumbnail": thumbnail_address(image),
    }
