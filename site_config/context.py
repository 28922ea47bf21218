"""What every public template may use."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles import listings, page_keys
from site_config.kit.pagecache.carrying import carry
from site_config.kit.pagination import canonical_url
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
