"""What every public template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles import listings, page_keys
from site_config.kit.pagecache.carrying import carry
from site_config.kit.site import present


def site(request: HttpRequest) -> dict[str, Any]:
    """The site itself, the pages of its footer, and the canonical address of this page."""
    return {
        "site": present.site(),
        "footer_pages": SimpleLazyObject(lambda: _footer_pages(request)),
        "canonical_url": canonical_url(request),
    }


def _footer_pages(request: HttpRequest) -> list[listings.Link]:
    carry(request, page_keys.FOOTER)
    return listings.footer_pages(timezone.now())


def canonical_url(request: HttpRequest) -> str:
    """The address under which this page is to be known: its path, and its number in a list."""
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    return f"{settings.SITE_URL}{request.path}{query}"
