"""Mail to the accounts of the desk with a link by which its reader chooses a password."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from articles.history import name_of
from site_config.kit.outbox import letters


def send_reset(account: User, *, now: dt.datetime) -> None:
    """Mail a link by which the owner of an account, once, sets another password."""
    subject = _("A new password for %(site)s") % {"site": settings.SITE_NAME}
    _send(account, subject, "mail/password_reset.txt", {}, now=now)


def send_invitation(account: User, *, by: User, now: dt.datetime) -> None:
    """Mail a link by which somebody who got an account sets its first password."""
    subject = _("Your account for %(site)s") % {"site": settings.SITE_NAME}
    _send(account, subject, "mail/invitation.txt", {"by": name_of(by)}, now=now)


def _send(
    account: User, subject: str, template: str, more: dict[str, str], *, now: dt.datetime
) -> None:
    number = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    context = {
        "account": account,
        "site_name": settings.SITE_NAME,
        "link": f"{settings.SITE_URL}{reverse('password_reset_confirm', args=[number, token])}",
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        **more,
    }
    text = render_to_string(template, context)
    letters.put(to=account.email, subject=subject, text=text, now=now)
