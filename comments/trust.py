"""Whom the site trusts: readers who proved who they are and whose comments were published.

Anybody can type somebody else's address, so only comments count whose writer proved, for that very
comment, that the address is theirs: by a signed link, or by a device that was remembered.
"""

import datetime as dt
from enum import IntEnum

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse

from comments.models import Comment, ProvedAddress, State
from site_config.kit import signed_links

COOKIE = "proved"
"""The cookie of a remembered device: a signed link's token, whose subject is the address."""
PURPOSE = "comments.device"
COOKIE_PATH = "/articles/"
"""Where comments are posted; nowhere else do browsers send it."""
COOKIE_LASTS = dt.timedelta(days=365)


class Level(IntEnum):
    NEW = 0
    CONFIRMED = 1
    TRUSTED = 2


def proved(request: HttpRequest, *, now: dt.datetime) -> str:
    """The address, in lower case, that this device has proved to be its owner's, or ""."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        return signed_links.read(PURPOSE, token, now=now) if token else ""
    except signed_links.BadLink:
        return ""


def remember(response: HttpResponse, email: str, *, now: dt.datetime) -> None:
    """Let the device that gets the response prove the address from now on.

    Public pages neither read the cookie nor differ by it, so the page cache serves its bearer too.
    """
    response.set_cookie(
        COOKIE,
        signed_links.make(PURPOSE, email.lower(), now + COOKIE_LASTS),
        max_age=COOKIE_LASTS,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let the device that gets the response prove nothing any more."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def level(email: str, *, now: dt.datetime) -> Level:
    """How far the owner of an address is trusted; it says nothing of who merely typed it."""
    address = ProvedAddress.objects.filter(email=email.lower()).first()
    if address is None:
        return Level.NEW
    until = address.trusted_until
    return Level.TRUSTED if until is not None and now < until else Level.CONFIRMED


def reckon(*emails: str, now: dt.datetime) -> None:
    """Trust addresses, or do not any more, by what became of the comments that are their own.

    COMMENTS_TRUST_AFTER published comments earn trust, unless one was rejected or taken for spam in
    COMMENTS_TRUST_REMEMBERS days. It ends COMMENTS_TRUST_LASTS days after the last comment. To be
    called whenever a comment with a confirmed address changes its state, or is confirmed. Two
    queries, however many addresses there are.
    """
    if not emails:
        return
    written = Comment.objects.alias(address=Lower("author_email"))
    own = written.filter(address=OuterRef("email"), confirmed_at__isnull=False)
    bad = own.filter(state__in=[State.REJECTED, State.SPAM], created_at__gt=now - remembered())
    published = own.published().order_by("-created_at").values("created_at")
    needed = max(1, settings.COMMENTS_TRUST_AFTER)
    addresses = ProvedAddress.objects.filter(email__in=[email.lower() for email in emails])
    proved = addresses.annotate(
        newest=Subquery(published[:1]),
        is_earned=Exists(published[needed - 1 : needed]),
        is_lost=Exists(bad),
    )
    reckoned = list(proved)
    for each in reckoned:
        is_trusted = each.is_earned and not each.is_lost
        lasts = dt.timedelta(days=settings.COMMENTS_TRUST_LASTS)
        each.trusted_until = each.newest + lasts if is_trusted else None
    ProvedAddress.objects.bulk_update(reckoned, ["trusted_until"])


def remembered() -> dt.timedelta:
    """How long rejected comments are held against an address."""
    return dt.timedelta(days=settings.COMMENTS_TRUST_REMEMBERS)
