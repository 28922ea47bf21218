"""Keeping somebody out: by address, by network or by the host that they advertise."""

import datetime as dt
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comments import moderation, together
from comments.errors import WrongState
from comments.models import Ban, Comment, State
from comments.readers import display_name
from comments.screening.hosts import host_of, of_comment, with_domains
from site_config.kit.site.present import site

REMOVED_AT_ONCE = 500


def of(
    *, email: str = "", network: str = "", hosts: Iterable[str] = (), now: dt.datetime
) -> Ban | None:
    """The ban in force on any of these, or None. A banned host covers the hosts below it."""
    bans = Ban.objects.of(email=email, network=network, hosts=with_domains(hosts), now=now)
    return bans.first()


def ban(
    sort: str,
    value: str,
    *,
    reason: str,
    ends_at: dt.datetime | None,
    by: User,
    now: dt.datetime,
) -> Ban:
    """Keep out from now until `ends_at`, or for good. Raises NotPermitted, or WrongState.

    For a host, `value` may be a whole web address.
    """
    moderation.require_moderator(by)
    return Ban.objects.create(
        sort=sort,
        value=check(sort, value, ends_at, now),
        reason=reason,
        begins_at=now,
        ends_at=ends_at,
        by=by,
        by_name=display_name(by),
    )


def check(sort: str, value: str, ends_at: dt.datetime | None, now: dt.datetime) -> str:
    """What a ban of `value` would be kept under. Raises WrongState for what can be no ban.

    Neither can one of the staff or of the site: it would keep out who is to be asked about it.
    """
    wanted = host_of(value) if sort == Ban.Sort.HOST else value.strip().lower()
    if not wanted or (sort == Ban.Sort.ADDRESS and "@" not in wanted):
        raise WrongState(_("Write a whole e-mail address or host name."))
    if ends_at is not None and ends_at <= now:
        raise WrongState(_("Choose an end that is still to come, or none."))
    _refuse_own(sort, wanted)
    return wanted


def _refuse_own(sort: str, value: str) -> None:
    """Raise WrongState where the staff or the site itself would be kept out."""
    if sort == Ban.Sort.HOST and value in with_domains([host_of(settings.SITE_URL)]):
        raise WrongState(_("That is the address of this site: its own links would be refused."))
    if sort != Ban.Sort.ADDRESS:
        return
    own = {parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower(), site().contact_email.lower()}
    if value in own:
        raise WrongState(_("That is an address of this site itself."))
    if User.objects.filter(is_active=True, is_staff=True, email__iexact=value).exists():
        message = _(
            "That is the address of somebody who works here. Take the account its rights instead."
        )
        raise WrongState(message)


def lift(banned: Ban, *, by: User, now: dt.datetime) -> None:
    """End a ban now; its row stays. Raises NotPermitted."""
    moderation.require_moderator(by)
    Ban.objects.filter(pk=banned.pk).update(ends_at=now)


def value_in(comment: Comment, sort: str) -> str:
    """What a ban of this sort would name to keep the writer of `comment` out, or ""."""
    if sort == Ban.Sort.HOST:
        return comment.hosts.values_list("host", flat=True).first() or ""
    return comment.author_email.lower() if sort == Ban.Sort.ADDRESS else comment.network


def sorts_against(comment: Comment) -> list[Ban.Sort]:
    """The bans that would have something to name in `comment`; told without a query."""
    named = {
        Ban.Sort.ADDRESS: comment.author_email,
        Ban.Sort.NETWORK: comment.network,
        Ban.Sort.HOST: of_comment(comment.body, comment.author_website),
    }
    return [sort for sort, value in named.items() if value]


def previous(banned: Ban) -> QuerySet[Comment]:
    """What the banned has written that is published or waits."""
    if banned.sort == Ban.Sort.ADDRESS:
        comments = Comment.objects.by_address(banned.value)
    elif banned.sort == Ban.Sort.NETWORK:
        comments = Comment.objects.filter(network=banned.value).exclude(network="")
    else:
        comments = Comment.objects.filter(hosts__host=banned.value)
    return comments.filter(state__in=[State.PUBLISHED, State.PENDING])


def remove_previous(banned: Ban, *, by: User, now: dt.datetime) -> int:
    """Remove what the banned has written, REMOVED_AT_ONCE at most; return how many it was.

    Each is a decision of its own and can be undone. Raises NotPermitted.
    """
    moderation.require_moderator(by)
    note = _("Banned: %(reason)s") % {"reason": banned.reason}
    chosen = list(previous(banned).order_by("pk")[:REMOVED_AT_ONCE])
    return together.decide(chosen, State.REMOVED, by=by, now=now, note=note).done
