"""What the site is called, and all else that every page shows of it, without asking each time.

Each process keeps a copy beside the sign of the page cache (decision 12), which changes after every
change of anything. With another sign than last time the row is read again: one small query after
a change, and none otherwise. A page that is going to be stored asks for more: that the row was read
after the journal had come as far as the page counts as right.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from site_config.kit import links
from site_config.kit.links import Link
from site_config.kit.pagecache import generation
from site_config.kit.pagecache.marks import mark_of_page
from site_config.kit.prepared import prepared
from site_config.kit.site.models import SiteSettings

ONLY = 1
# So many networks of readers have to report a comment, unless an administrator says otherwise.
REPORTS_HOLD = 3


@dataclass(frozen=True)
class Logo:
    """A small public file; it stands beside the name of the site, so it needs no words."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Site:
    """What is in force. An empty `moderation` leaves it to the environment.

    Discussions close so many days after their articles were first published, or never (None).
    """

    name: str
    tagline: str
    url: str
    moderation: str = ""
    review_every: int | None = None
    logo: Logo | None = None
    header_links: list[Link] = field(default_factory=list)
    footer_links: list[Link] = field(default_factory=list)
    footer_text: str = ""
    comment_rules: str = ""
    comment_guidelines: str = ""
    emergency_number: str = ""
    comments_close_after: int | None = None
    reports_hold: int = REPORTS_HOLD
    tells_questions: bool = True
    contact_email: str = ""
    front_page: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Kept:
    sign: bytes
    mark: int
    site: Site


class _Copy:
    """The copy of this process. It is replaced as a whole, so threads need no lock."""

    kept: _Kept | None = None


def site() -> Site:
    """What is in force now."""
    try:
        # The sign comes first: what is committed while the row is read changes it again.
        sign = generation.shared().current()
    except generation.Unreachable:
        return _read()
    mark, kept = mark_of_page(), _Copy.kept
    if kept is None or kept.sign != sign or kept.mark < mark:
        kept = _Copy.kept = _Kept(sign, mark, _read())
    return kept.site


def last_known() -> Site:
    """The same as far as this process knows, without a question to anybody: for error pages."""
    return _Copy.kept.site if _Copy.kept else _of(SiteSettings())


def _read() -> Site:
    return _of(next(iter(_rows(ONLY)), None) or SiteSettings())


@prepared
def _rows(pk: int) -> QuerySet[SiteSettings]:
    return SiteSettings.objects.filter(pk=pk)


def _of(row: SiteSettings) -> Site:
    return Site(
        name=row.name or settings.SITE_NAME,
        tagline=row.tagline or settings.SITE_TAGLINE,
        url=settings.SITE_URL,
        moderation=row.moderation,
        review_every=row.review_every,
        logo=_logo(row.logo),
        header_links=links.parse(row.header_links),
        footer_links=links.parse(row.footer_links),
        footer_text=row.footer_text,
        comment_rules=row.comment_rules,
        comment_guidelines=row.comment_guidelines,
        emergency_number=row.emergency_number or settings.COMMENTS_EMERGENCY_NUMBER,
        comments_close_after=row.comments_close_after,
        reports_hold=row.reports_hold or REPORTS_HOLD,
        tells_questions=row.tells_questions,
        contact_email=row.contact_email,
        front_page=row.front_page,
    )


def _logo(renditions: list[dict[str, Any]]) -> Logo | None:
    """The smallest WebP, which can be transparent; every picture is cut to one."""
    small = next((each for each in renditions if each["format"] == "webp"), None)
    if small is None:
        return None
    return Logo(default_storage.url(small["name"]), small["width"], small["height"])
