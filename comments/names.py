"""Names of the staff, of bylines and of the site: no guest may write under them or a likeness."""

from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.api import Author, Team
from comments.errors import NameTaken
from site_config.kit.lookalikes import skeleton, skeleton_words
from site_config.kit.site.models import SiteSettings
from site_config.kit.site.present import ONLY

# A new account is known to every process after so many seconds.
KEPT_SECONDS = 60
MOST_ACCOUNTS = 1_000
MOST_BYLINES = 1_000
# What people are called who work here, as far as it is no name.
ROLES = (
    _("Admin"),
    _("Administrator"),
    _("Editor"),
    _("Editors"),
    _("Editorial team"),
    _("Medical reviewer"),
    _("Moderator"),
    _("Moderators"),
    _("Staff"),
    _("The editors"),
)


@dataclass(frozen=True)
class Reserved:
    """As `skeleton` has names; addresses in lower case.

    `words` has the names of several words, which no longer name may contain in whatever order.
    """

    names: frozenset[str]
    words: frozenset[frozenset[str]]
    addresses: frozenset[str]
    read_at: float


class _Copy:
    """What this process knows. It is replaced as a whole, so threads need no lock."""

    kept: Reserved | None = None


def refuse_disguise(*, name: str, email: str) -> None:
    """Raise NameTaken where a guest would be taken for somebody of the staff, or for the site.

    Two queries a minute and process, of MOST_ACCOUNTS accounts and MOST_BYLINES names at most.
    """
    taken = _reserved()
    if _reads_as_staff(name, taken):
        message = gettext(
            "This name belongs to somebody who works here: choose another name or sign in."
        )
        raise NameTaken(message, field="name")
    if email.lower() in taken.addresses:
        message = gettext(
            "This address belongs to somebody who works here: choose another address or sign in."
        )
        raise NameTaken(message, field="email")


def _reads_as_staff(name: str, taken: Reserved) -> bool:
    words = skeleton_words(name)
    return skeleton(name) in taken.names or any(each <= words for each in taken.words)


def _of_several(*names: str) -> frozenset[frozenset[str]]:
    """The words of each name that has more than one."""
    return frozenset(words for words in map(skeleton_words, names) if len(words) > 1)


def forget() -> None:
    """Ask the database the next time."""
    _Copy.kept = None


def _reserved() -> Reserved:
    kept = _Copy.kept
    if kept is None or monotonic() - kept.read_at > KEPT_SECONDS:
        kept = _Copy.kept = _read()
    return kept


def _bylines() -> list[str]:
    """Those who write here, with an account or without, and the teams."""
    people = Author.objects.order_by().values_list("name", flat=True)
    teams = Team.objects.order_by().values_list("name", flat=True)
    return list(people.union(teams).order_by("name")[:MOST_BYLINES])


def _read() -> Reserved:
    """Accounts that are let in, by what they sign with and their byline; bylines, and the site.

    A user name is read nowhere, so one of a single word stays free: `anna` may be many.
    """
    accounts = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    named = Subquery(SiteSettings.objects.filter(pk=ONLY).values("name"))
    rows = accounts.values_list(
        "first_name", "last_name", "username", "author__name", "email", named
    )
    site = settings.SITE_NAME
    names: set[str] = set()
    words: set[frozenset[str]] = set()
    addresses: set[str] = set()
    for first, last, username, byline, email, site_name in rows[:MOST_ACCOUNTS]:
        shown = (f"{first} {last}".strip() or username, byline or "")
        names |= set(map(skeleton, shown))
        words |= _of_several(*shown, username)
        addresses.add(email.lower())
        site = site_name or settings.SITE_NAME
    names |= {skeleton(site), *(skeleton(str(role)) for role in ROLES)}
    words |= _of_several(site, *_bylines())
    return Reserved(
        frozenset(names - {""}), frozenset(words), frozenset(addresses - {""}), monotonic()
    )
