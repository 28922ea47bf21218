"""Drafts shown to people without an account: issued to one named person, and what they may do.

The secret of a link is known to its bearer alone; the database keeps a digest.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import history, notes, notifications, permissions
from articles.errors import EditorialRefusal, LinkClosed, NotPermitted
from articles.models import (
    Action,
    Article,
    EditorialNote,
    Revision,
    ShareLink,
    ShareVisit,
    SignOff,
)
from site_config.kit.outbox import letters

DAYS = 14
MOST_DAYS = 60
# What one bearer may write; a reviewer needs a dozen.
MOST_NOTES = 50
# Whoever reloads the page within this time is still looking.
SAME_VISIT = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Issued:
    """A link that was just made, with its address, which nobody can find out later."""

    link: ShareLink
    url: str


def may_share(user: User, article: Article) -> bool:
    """Whether `user` may show drafts of `article` to others: its editors and all reviewers."""
    return user.has_perm(permissions.REVIEW) or permissions.may_edit(user, article)


@transaction.atomic
def issue(
    revision: Revision,
    *,
    name: str,
    by: User,
    now: dt.datetime,
    credential: str = "",
    email: str = "",
    days: int = DAYS,
    may_sign_off: bool = False,
) -> Issued:
    """Make a link to exactly this revision for one person, and mail it if there is an address.

    Raises NotPermitted, or EditorialRefusal for a name or a credential that is missing and for
    days outside 1 to MOST_DAYS. To let somebody sign off takes the permission to review.
    """
    _require_share(by, revision.article)
    if may_sign_off:
        permissions.require(by, permissions.REVIEW)
    _require_complete(name, credential, days=days, may_sign_off=may_sign_off)
    secret = secrets.token_urlsafe(24)
    link = ShareLink.objects.create(
        article=revision.article,
        revision=revision,
        digest=_digest(secret),
        name=name.strip(),
        credential=credential.strip(),
        email=email,
        may_sign_off=may_sign_off,
        created_at=now,
        created_by=by,
        expires_at=now + dt.timedelta(days=days),
    )
    history.record(
        revision.article, Action.SHARED, by=by, now=now, note=_whom(link), revision=revision
    )
    issued = Issued(link, f"{settings.SITE_URL}{reverse('articles:shared', args=[secret])}")
    if email:
        _mail(issued, by=by, now=now)
    return issued


@transaction.atomic
def revoke(link: ShareLink, *, by: User, now: dt.datetime) -> None:
    """Make the link open nothing from now on. Raises NotPermitted, or LinkClosed when it is."""
    _require_share(by, link.article)
    link = _locked(link, now)
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    history.record(
        link.article,
        Action.SHARE_REVOKED,
        by=by,
        now=now,
        note=_whom(link),
        revision=link.revision,
    )


def find(secret: str) -> ShareLink | None:
    """The link of a secret, open or not."""
    links = ShareLink.objects.select_related("revision__article", "article", "created_by")
    return links.filter(digest=_digest(secret)).first()


def look(link: ShareLink, *, now: dt.datetime) -> None:
    """Log that the bearer looked at the draft."""
    if not link.visits.filter(at__gt=now - SAME_VISIT).exists():
        ShareVisit.objects.create(link=link, at=now)


@transaction.atomic
def comment(link: ShareLink, body: str, *, now: dt.datetime) -> EditorialNote:
    """Write a note as the bearer. Raises LinkClosed, or EditorialRefusal after MOST_NOTES."""
    link = _locked(link, now)
    if link.notes.count() >= MOST_NOTES:
        raise EditorialRefusal(
            _("You have written as many notes as fit here. Please send the rest by mail.")
        )
    return notes.enter(link.revision, body, by=None, now=now, link=link)


@transaction.atomic
def sign_off(link: ShareLink, note: str = "", *, now: dt.datetime) -> SignOff:
    """Vouch for the link's revision, medically, under the name and credential that it bears.

    Raises LinkClosed, NotPermitted, or EditorialRefusal when it is signed already.
    """
    link = _locked(link, now)
    if not link.may_sign_off:
        raise NotPermitted(_("This link is for reading and for notes, not for signing off."))
    if link.sign_offs.exists():
        raise EditorialRefusal(_("You have signed off this revision already."))
    signed = SignOff.objects.create(
        revision=link.revision,
        sort=SignOff.Sort.MEDICAL,
        at=now,
        by_name=link.name,
        credential=link.credential,
        note=note,
        share_link=link,
    )
    who = with_credential(link)
    history.record(
        link.article, Action.SIGNED_OFF, by=who, now=now, note=note, revision=link.revision
    )
    notifications.tell(
        link.article, Action.SIGNED_OFF, by=who, now=now, note=note, also=[link.created_by_id]
    )
    return signed


def with_credential(link: ShareLink) -> str:
    """The bearer as texts name them, for example “Ida Iversen, MD”."""
    return ", ".join(part for part in (link.name, link.credential) if part)


def _require_share(by: User, article: Article) -> None:
    if not (by.is_active and may_share(by, article)):
        raise NotPermitted(_("You can share drafts of your own articles only. Ask an editor."))


def _require_complete(name: str, credential: str, *, days: int, may_sign_off: bool) -> None:
    if not name.strip():
        raise EditorialRefusal(_("Say whom the link is for."), field="name")
    if may_sign_off and not credential.strip():
        raise EditorialRefusal(
            _("Give the credential: it is recorded with the sign-off."), field="credential"
        )
    if not 1 <= days <= MOST_DAYS:
        raise EditorialRefusal(
            _("Choose from 1 to %(most)d days.") % {"most": MOST_DAYS}, field="days"
        )


def _locked(link: ShareLink, now: dt.datetime) -> ShareLink:
    links = ShareLink.objects.select_related("revision__article", "article")
    link = links.select_for_update(of=("self",)).get(pk=link.pk)
    if not link.is_open(now):
        raise LinkClosed()
    return link


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _whom(link: ShareLink) -> str:
    return _("For %(name)s, until %(day)s") % {
        "name": with_credential(link),
        "day": formats.date_format(timezone.localtime(link.expires_at), "DATE_FORMAT"),
    }


def _mail(issued: Issued, *, by: User, now: dt.datetime) -> None:
    link = issued.link
    subject = _("A text for you to read: “%(title)s”") % {"title": link.revision.data["title"]}
    context = {"link": link, "url": issued.url, "by": history.name_of(by), "site": settings}
    text = render_to_string("mail/shared_draft.txt", context)
    letters.put(to=link.email, subject=subject, text=text, now=now)
