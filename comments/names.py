"""Names and addresses of the staff: no guest may write under them, or under a likeness."""

from dataclasses import dataclass
from time import monotonic

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from comments.errors import NameTaken
from site_config.kit.lookalikes import skeleton

# A new account is known to every process after so many seconds.
KEPT_SECONDS = 60
MOST_ACCOUNTS = 1_000


@dataclass(frozen=True)
class Reserved:
    """As `skeleton` has names; addresses in lower case."""

    names: frozenset[str]
    addresses: frozenset[str]
    read_at: float


class _Copy:
    """What this process knows. It is replaced as a whole, so threads need no lock."""

    kept: Reserved | None = None


def refuse_disguise(*, name: str, email: str) -> None:
    """Raise NameTaken where a guest would be taken for somebody of the staff.

    One query a minute and process, of MOST_ACCOUNTS accounts at most.
    """
    taken = _reserved()
    if skeleton(name) in taken.names:
        message = _("This name belongs to somebody who works here: choose another name or sign in.")
        raise NameTaken(message, field="name")
    if email.lower() in taken.addresses:
        message = _(
            "This address belongs to somebody who works here: choose another address or sign in."
        )
        raise NameTaken(message, field="email")


def forget() -> None:
    """Ask the database the next time."""
    _Copy.kept = None


def _reserved() -> Reserved:
    kept = _Copy.kept
    if kept is None or monotonic() - kept.read_at > KEPT_SECONDS:
        kept = _Copy.kept = _read()
    return kept


def _read() -> Reserved:
    """Accounts that are let in, by what they sign with and by the byline of their author."""
    accounts = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    rows = accounts.values_list("first_name", "last_name", "username", "author__name", "email")
    names, addresses = set(), set()
    for first, last, username, byline, email in rows[:MOST_ACCOUNTS]:
        names |= {skeleton(f"{first} {last}") or skeleton(username), skeleton(byline or "")}
        addresses.add(email.lower())
    return Reserved(frozenset(names - {""}), frozenset(addresses - {""}), monotonic())
