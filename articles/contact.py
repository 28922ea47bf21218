"""Messages of readers to the editors: mailed, and seen in the outbox until they are sent."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.errors import NobodyToReach, TooManyMessages
from site_config.kit.outbox import letters
from site_config.kit.outbox.models import Letter
from site_config.kit.site.present import site

RATE_WINDOW = dt.timedelta(hours=1)
# So many messages a network of readers may send within RATE_WINDOW.
MESSAGES_PER_WINDOW = 5


@dataclass(frozen=True)
class Message:
    """What a reader wrote, already valid; `network` as of `client.network_hash`."""

    name: str
    email: str
    body: str
    network: str = ""


@transaction.atomic
def send(message: Message, *, now: dt.datetime) -> None:
    """Mail `message` to the address in the settings of the site, answers going to the reader.

    The same words once more are the same letter. Raises NobodyToReach while there is no address,
    and TooManyMessages when the reader's network has sent MESSAGES_PER_WINDOW.
    """
    to = site().contact_email
    if not to:
        raise NobodyToReach
    # Where the server does not know its readers, none of them is stopped for what others send.
    if message.network:
        sent = Letter.objects.filter(once__startswith=_name_of(message.network))
        if sent.filter(created_at__gt=now - RATE_WINDOW).count() >= MESSAGES_PER_WINDOW:
            raise TooManyMessages
    words = hashlib.sha256(f"{message.email}\0{message.body}".encode()).hexdigest()
    letter = letters.Draft(
        to=to,
        subject=_("%(name)s writes to the editors") % {"name": message.name},
        text=render_to_string("mail/contact.txt", {"message": message, "site": site()}),
        headers={"Reply-To": message.email},
        once=f"{_name_of(message.network)}{words}",
    )
    letters.put_all([letter], now=now)


def _name_of(network: str) -> str:
    """How the names of letters from a network begin, see `letters.Draft.once`."""
    return f"contact:{network}:"
