"""Signed links: a secret address for one purpose, one subject, and a time.

The purpose is part of the salt, so that a token made for one page opens no other.
"""

import base64
import binascii
import datetime as dt
import hmac

from django.utils.crypto import salted_hmac

_SALT = "site_config.kit.signed_links"


class BadLink(Exception):
    """The token was not made here, was made for something else, or was cut short."""


class ExpiredLink(BadLink):
    """The token was good until the moment in `expired_at`."""

    def __init__(self, expired_at: dt.datetime) -> None:
        super().__init__(f"The link expired at {expired_at.isoformat()}.")
        self.expired_at = expired_at


def make(purpose: str, subject: str, expires: dt.datetime) -> str:
    """Return a token for the path of a link; the same arguments give the same token.

    `expires` is kept to the second. The subject can be read by whoever has the link.
    """
    payload = f"{int(expires.timestamp())}:{subject}"
    encoded = base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")
    return f"{encoded}.{_signature(purpose, payload)}"


def read(purpose: str, token: str, *, now: dt.datetime) -> str:
    """Return the subject of `token`. Raises ExpiredLink or BadLink."""
    encoded, _dot, signature = token.partition(".")
    try:
        payload = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, ValueError, UnicodeError) as broken:
        raise BadLink("The link is incomplete.") from broken
    if not hmac.compare_digest(signature.encode(), _signature(purpose, payload).encode()):
        raise BadLink("The link was not made for this page.")
    expires, _colon, subject = payload.partition(":")
    expired_at = dt.datetime.fromtimestamp(int(expires), tz=dt.UTC)
    if now >= expired_at:
        raise ExpiredLink(expired_at)
    return subject


def _signature(purpose: str, payload: str) -> str:
    mac = salted_hmac(f"{_SALT}:{purpose}", payload, algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")
