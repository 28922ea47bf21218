"""Asking for what is held about an address: only its owner gets the mail with the link.

Whoever asks is answered the same for every address, and every address gets the same mail.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.errors import TooManyRequests
from comments.letters import as_html
from comments.models import DataRequest
from site_config.kit import signed_links
from site_config.kit.outbox import letters
from site_config.kit.site import present

PURPOSE = "comments.my_data"
LINK_LASTS = dt.timedelta(days=1)
MAILS_A_DAY = 3
"""For one address, so that nobody can fill somebody else's mailbox."""
RATE_WINDOW = dt.timedelta(hours=1)
ASKED_AN_HOUR = 20
"""By one network."""


@transaction.atomic
def ask(email: str, *, network: str, now: dt.datetime) -> None:
    """Mail a link to the owner of an address, whether anything is held about it or not.

    `network` is as of `client.network_hash`. An address that got MAILS_A_DAY gets no more today,
    and nobody is told. Raises TooManyRequests for a network that asked ASKED_AN_HOUR times.
    """
    asked = DataRequest.objects.filter(at__gt=now - LINK_LASTS)
    from_there = asked.filter(network=network, at__gt=now - RATE_WINDOW)
    # Where the server does not know its readers, none of them is stopped for what others ask.
    if network and from_there.count() >= ASKED_AN_HOUR:
        raise TooManyRequests(_("Too many addresses were asked about. Please try again later."))
    mails = asked.filter(email=email.lower()).count()
    written = DataRequest.objects.create(email=email.lower(), network=network, at=now)
    if mails < MAILS_A_DAY:
        _send_link(written, to=email, now=now)


def find(token: str, *, now: dt.datetime) -> DataRequest | None:
    """The request that the token of a link names, or None when the link does not work any more."""
    try:
        number = signed_links.read(PURPOSE, token, now=now)
    except signed_links.BadLink:
        return None
    return DataRequest.objects.filter(pk=number).first()


def path_of(request: DataRequest) -> str:
    """The secret path at which all that is held about the address can be seen."""
    token = signed_links.make(PURPOSE, str(request.pk), request.at + LINK_LASTS)
    return reverse("comments:my-data", args=[token])


def forget_old(*, now: dt.datetime) -> None:
    """Remove the requests whose links do not work any more."""
    DataRequest.objects.filter(at__lte=now - LINK_LASTS).delete()


def _send_link(request: DataRequest, *, to: str, now: dt.datetime) -> None:
    context = {
        "site_name": present.site().name,
        "link": f"{settings.SITE_URL}{path_of(request)}",
        "hours": int(LINK_LASTS.total_seconds() // 3600),
    }
    subject = _("Your data at %(site)s") % {"site": context["site_name"]}
    text = render_to_string("mail/my_data.txt", context)
    letters.put_all([letters.Draft(to, subject, text, html=as_html(subject, text))], now=now)
