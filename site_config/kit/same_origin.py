"""Refusing forms that another site posts, without a cookie or a token.

The comment form is part of a cached page and holds nothing per reader, so the browser's own
word is what counts: `Sec-Fetch-Site`, else `Origin`.
"""

from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


class Origin(Enum):
    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def origin_of(request: HttpRequest) -> Origin:
    """Say whether the form that was posted stood on a page of this site.

    UNKNOWN means that the browser sent neither header (old browsers, command-line clients).
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return Origin.OURS if site in {"same-origin", "none"} else Origin.FOREIGN
    origin = request.headers.get("Origin")
    if origin is None:
        return Origin.UNKNOWN
    ours = urlsplit(settings.SITE_URL)
    same = origin in {
        f"{ours.scheme}://{ours.netloc}",
        f"{request.scheme}://{request.get_host()}",
    }
    return Origin.OURS if same else Origin.FOREIGN
