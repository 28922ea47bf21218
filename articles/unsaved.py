"""Text that was typed and not saved yet: one rolling copy for each person and form.

It is never validated, nobody else sees it, and it makes no history: nothing has changed.
"""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import permissions
from articles.errors import OpenElsewhere, TooMuchText
from articles.models import Article, Kind, UnsavedText
from site_config.kit import html
from site_config.kit.numbers import number_in

# The longest text that an article may have (site_config.kit.html), in bytes, and all the rest.
MOST_BYTES = 2_000_000
# A tab keeps what is typed at least every five seconds; after this it has probably been closed.
FRESH = dt.timedelta(seconds=30)

Fields = dict[str, list[str]]


def find(kind: Kind, article: Article | None, *, by: User) -> UnsavedText | None:
    """What `by` has not saved of `article`, or of a new article of that kind."""
    return _texts(kind, article, by).first()


@transaction.atomic
def keep(
    kind: Kind,
    article: Article | None,
    fields: Fields,
    *,
    tab: str,
    over: str = "",
    by: User,
    now: dt.datetime,
) -> UnsavedText:
    """Keep what the form in `tab` said at `now`; `article` is None for a new one.

    Text of another tab is left alone unless `over` names that tab, and a request that comes late
    does not undo a later one. Raises NotPermitted, TooMuchText and OpenElsewhere.
    """
    _require_right(kind, article, by)
    _require_room(fields)
    kept = find(kind, article, by=by)
    if kept is not None:
        _require_same_tab(kept, {tab, over}, now)
        if kept.tab == tab and kept.saved_at > now:
            return kept
    values = {
        "fields": _storable(fields),
        "base_version": _number(fields.get("base_version")),
        "tab": tab,
        "saved_at": now,
    }
    return UnsavedText.objects.update_or_create(
        user=by, kind=kind, article=article, defaults=values
    )[0]


def forget(
    kind: Kind, article: Article | None, *, by: User, tabs: Collection[str] | None = None
) -> None:
    """Forget what was not saved; with `tabs`, only if one of them typed it."""
    texts = _texts(kind, article, by)
    (texts if tabs is None else texts.filter(tab__in=tabs)).delete()


def is_fresh(kept: UnsavedText, *, now: dt.datetime) -> bool:
    """Whether the tab that typed it is probably still open."""
    return now - kept.saved_at < FRESH


def _texts(kind: Kind, article: Article | None, by: User) -> QuerySet[UnsavedText]:
    return UnsavedText.objects.filter(user=by, kind=kind, article=article)


def _require_right(kind: Kind, article: Article | None, by: User) -> None:
    if article is None:
        permissions.require(by, permissions.add_permission(kind))
    else:
        permissions.require_edit(by, article)


def _require_room(fields: Fields) -> None:
    texts = [text for name, values in fields.items() for text in (name, *values)]
    if sum(len(text.encode(errors="replace")) for text in texts) > MOST_BYTES:
        message = _("There is more in this form than can be kept unsaved. Save it, or shorten it.")
        raise TooMuchText(message)


def _require_same_tab(kept: UnsavedText, tabs: Collection[str], now: dt.datetime) -> None:
    if kept.tab in tabs:
        return
    fresh = is_fresh(kept, now=now)
    message = (
        _("You have this open in another tab. What you type here is kept in this browser only.")
        if fresh
        else _(
            "There is other text that you have not saved: take it up or throw it away, at the top "
            "of the page. Until then, what you type here is kept in this browser only."
        )
    )
    raise OpenElsewhere(message, tab=kept.tab, is_fresh=fresh)


def _storable(fields: Fields) -> Fields:
    """Without the characters that PostgreSQL cannot store."""
    clean = html.without_control_characters
    return {clean(name): [clean(value) for value in values] for name, values in fields.items()}


def _number(values: list[str] | None) -> int:
    return number_in(values[0]) or 0 if values else 0
