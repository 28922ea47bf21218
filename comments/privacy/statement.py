"""What the site keeps about readers, and for how long, told from the settings in force."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import status, trust
from comments.privacy import asking
from site_config.kit.outbox import letters


class Kept(NamedTuple):
    """Something that is kept about readers, and how long: both in words for them."""

    what: str
    how_long: str


class Statement(NamedTuple):
    """What is kept, and who else learns something of readers."""

    kept: list[Kept]
    others: list[str]


def statement() -> Statement:
    """What holds now. It asks no database, so that every page can have it."""
    kept = [*_of_comments(), *_of_addresses(), *_of_mail(), *_of_devices()]
    return Statement(kept, list(_others()))


def _of_comments() -> Iterator[Kept]:
    until_erased = _("Until you have it erased.")
    yield Kept(
        _("Name, website and text of a comment, and when it was written"),
        _("Until you have it erased. Everybody can read it once it is published."),
    )
    yield Kept(_("The e-mail address of a comment; readers never see it"), until_erased)
    yield from _of_networks()
    yield from _of_what_is_deleted()
    yield Kept(
        _("Earlier texts of a comment, why it waited, and what moderators decided"), until_erased
    )
    yield Kept(
        _("The private page that tells you what became of your comment"),
        _in_days(status.LINK_LASTS),
    )
    yield Kept(
        _("The error in an article that you reported, with your address if you gave it"),
        until_erased,
    )


def _of_networks() -> Iterator[Kept]:
    if settings.NETWORKS_KEPT_DAYS:
        yield Kept(
            _("The network that a comment or report came from, as a code that is not turned back"),
            _days(settings.NETWORKS_KEPT_DAYS),
        )
    else:
        yield Kept(_("The network that a comment or report came from"), _("It is never stored."))


def _of_what_is_deleted() -> Iterator[Kept]:
    """Comments that nobody reads; a setting of 0 keeps them like all others."""
    if settings.COMMENTS_SPAM_KEPT_DAYS:
        yield Kept(
            _("A comment that was taken for advertising, without answers"),
            _days(settings.COMMENTS_SPAM_KEPT_DAYS),
        )
    if settings.COMMENTS_UNCONFIRMED_KEPT_DAYS:
        yield Kept(
            _("A comment that waits, whose writer has not confirmed the address"),
            _days(settings.COMMENTS_UNCONFIRMED_KEPT_DAYS),
        )


def _of_addresses() -> Iterator[Kept]:
    trust = _days(settings.COMMENTS_TRUST_LASTS)
    yield Kept(
        _("That you proved an e-mail address to be yours"),
        _("Until you have it erased. Trust earned with it ends %(time)s after the last comment.")
        % {"time": trust},
    )
    yield Kept(
        _("That a comment was rejected counts against the next ones"),
        _days(settings.COMMENTS_TRUST_REMEMBERS),
    )
    yield Kept(
        _("A ban: an address, a network or a website that may not comment"),
        _("Until it ends or moderators lift it. It is not erased."),
    )


def _of_mail() -> Iterator[Kept]:
    yield Kept(
        _("That a mail was sent to you; its text is forgotten once it is sent"),
        _("%(time)s; %(failed)s if it could not be delivered.")
        % {"time": _in_days(letters.KEPT), "failed": _in_days(letters.FAILED_KEPT)},
    )
    yield Kept(_("That you asked for your data"), _in_days(asking.LINK_LASTS))


def _of_devices() -> Iterator[Kept]:
    yield Kept(
        _("Which comments a device found helpful or reported, as a code of the device"),
        _("As long as the comment. Nobody can tell whose device it was."),
    )
    yield Kept(
        _("Cookies"),
        _(
            "None, unless you ask to be remembered on your device: then one, for %(device)s. "
            "Staff who sign in have one for %(session)s."
        )
        % {
            "device": _in_days(trust.COOKIE_LASTS),
            "session": _in_days(dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)),
        },
    )
    yield Kept(
        _("Logs of this software"),
        _("They name pages and errors, never a reader. Web servers may keep others of their own."),
    )


def _others() -> Iterator[str]:
    """Who else gets something to know, as far as the settings tell."""
    if settings.AKISMET_KEY:
        yield _(
            "Before a comment is published, its name, e-mail address, website and text are sent to "
            "%(host)s, which finds advertising; your network address is not."
        ) % {"host": urlsplit(settings.AKISMET_URL).hostname}
    if settings.MEDIA_ORIGIN:
        yield _("Pictures come from %(host)s.") % {"host": urlsplit(settings.MEDIA_ORIGIN).hostname}
    if settings.CDN_PURGE_URL:
        yield _("Pages come to you through a delivery network, which sees your requests.")
    if not settings.MEDIA_ORIGIN:
        yield _(
            "Your browser is asked to fetch nothing from anywhere else: no pictures of commenters, "
            "no fonts, no measuring."
        )


def _in_days(time: dt.timedelta) -> str:
    return _days(time.days)


def _days(number: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", number) % {"count": number}
