"""Accounts of the desk: inviting people, letting them go, and new passwords.

Who leaves keeps the bylines: the account stays and only lets nobody in.
"""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.errors import EditorialRefusal, NotPermitted
from site_config import staff_letters

# Who may change accounts can let everybody else in again.
ADMINISTER = "auth.change_user"
INVITE = "auth.add_user"


@transaction.atomic
def invite(*, name: str, email: str, roles: Iterable[Group], by: User, now: dt.datetime) -> User:
    """Make an account and mail a link by which its owner, once, sets a password.

    Raises NotPermitted, or EditorialRefusal when an account has the address already.
    """
    _require(by, INVITE)
    if User.objects.filter(email__iexact=email).exists():
        raise EditorialRefusal(_("An account has this address already."), field="email")
    first, _space, last = name.strip().partition(" ")
    account = User(
        username=_free_username(email),
        email=email,
        first_name=first,
        last_name=last.strip(),
        is_staff=True,
    )
    account.set_unusable_password()
    account.save()
    account.groups.set(roles)
    staff_letters.send_invitation(account, by=by, now=now)
    return account


@transaction.atomic
def invite_again(account: User, *, by: User, now: dt.datetime) -> None:
    """Mail a new link to somebody who has never set a password.

    Raises NotPermitted, or EditorialRefusal when there is a password or nobody to be reached.
    """
    _require(by, INVITE)
    if account.has_usable_password():
        raise EditorialRefusal(
            _("%(name)s has a password. A new one is asked for on the page to log in.")
            % {"name": account}
        )
    if not (account.is_active and account.email):
        raise EditorialRefusal(
            _("%(name)s is not active or has no e-mail address.") % {"name": account}
        )
    staff_letters.send_invitation(account, by=by, now=now)


@transaction.atomic
def deactivate(account: User, *, by: User) -> None:
    """Let nobody in with this account any more, sessions that are open included.

    Raises NotPermitted, or EditorialRefusal for the last account that may change accounts.
    """
    _require(by, ADMINISTER)
    if account.is_superuser and not by.is_superuser:
        raise NotPermitted(_("Only a superuser can deactivate a superuser."))
    if is_last_administrator(account):
        raise EditorialRefusal(last_administrator())
    account.is_active = False
    account.save(update_fields=["is_active"])


def is_last_administrator(account: User) -> bool:
    """Whether nobody else who can log in may change accounts; who has no password cannot."""
    others = User.objects.with_perm(ADMINISTER).filter(is_active=True, is_staff=True)
    able = others.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return account.has_perm(ADMINISTER) and not able.exclude(pk=account.pk).exists()


def last_administrator() -> str:
    """Why the last account that may change accounts has to stay as it is."""
    return _(
        "This is the last account that may change accounts. Give somebody else the role "
        "Administrator first; who is invited counts once there is a password."
    )


def _require(by: User, permission: str) -> None:
    if not (by.is_active and by.has_perm(permission)):
        raise NotPermitted(_("Your role does not include looking after accounts."))


def _free_username(email: str) -> str:
    """A user name made of an address: `ana.alonso`, else `ana.alonso2` and so on."""
    local = email.partition("@")[0].lower()
    wanted = ".".join(filter(None, map(slugify, local.split("."))))[:100] or "user"
    taken = set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name
