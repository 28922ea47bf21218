"""Redirects that editors write by hand: from paths where this site has nothing.

They are matched on the path alone, a slash at its end left aside, and only when nothing else
answers: pages first, then what articles and labels were called before, then these.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles import permissions
from articles.addresses import answered
from site_config.kit import links
from site_config.models import Redirect

LONGEST = 250
_UNUSABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
# The routes that take any slug: whether something is there, articles know.
_BY_SLUG = {"article", "author", "category", "faq", "page", "tag", "team"}


class RedirectsRefused(Exception):
    """Nothing was written; `wishes` are all that were asked for, those with errors among them."""

    def __init__(self, wishes: list["Wish"]) -> None:
        super().__init__(next(wish.error for wish in wishes if wish.error))
        self.wishes = wishes


@dataclass(frozen=True)
class Wish:
    """A redirect that somebody wants, and what speaks against it; `line` is that of a file."""

    old_path: str
    target: str
    line: int = 1
    error: str = ""
    is_known: bool = False


def target_of(path: str) -> str | None:
    """Where readers of `path` go, or None."""
    found = Redirect.objects.filter(old_path=_without_slash(path))
    target = found.values_list("target", flat=True).first()
    # What may stand there was judged less strictly once.
    return target if target and links.is_allowed(target) else None


@transaction.atomic
def put(wishes: Iterable[Wish], *, by: User | None, now: dt.datetime) -> list[Redirect]:
    """Write all of `wishes`, or none; return those that are new.

    Raises NotPermitted, and RedirectsRefused.
    """
    permissions.require(by, "site_config.add_redirect")
    judged = _all_right(judge(wishes, now=now))
    new = [wish for wish in judged if not wish.is_known]
    return Redirect.objects.bulk_create(
        Redirect(old_path=wish.old_path, target=wish.target, made_at=now, made_by=by)
        for wish in new
    )


@transaction.atomic
def change(redirect: Redirect, wish: Wish, *, by: User | None, now: dt.datetime) -> None:
    """Let `redirect` say what `wish` says. Raises NotPermitted, and RedirectsRefused."""
    permissions.require(by, "site_config.change_redirect")
    [right] = _all_right(judge([wish], now=now, but=redirect))
    redirect.old_path, redirect.target = right.old_path, right.target
    redirect.made_at, redirect.made_by = now, by
    redirect.save()


def judge(wishes: Iterable[Wish], *, now: dt.datetime, but: Redirect | None = None) -> list[Wish]:
    """Put the addresses of `wishes` into the form in which they are kept, and find what is wrong.

    What is there already counts, `but` left aside. Asks a constant number of questions for each
    five hundred of them.
    """
    tidied = [
        replace(wish, old_path=_tidied_path(wish.old_path), target=_own_or_whole(wish.target))
        for wish in wishes
    ]
    others = Redirect.objects.exclude(pk=but.pk) if but else Redirect.objects.all()
    known = dict(others.values_list("old_path", "target"))
    busy = answered({f"{wish.old_path}/" for wish in tidied}, now=now)
    leads = {**known, **{wish.old_path: wish.target for wish in tidied}}
    first: dict[str, int] = {}
    judged = []
    for wish in tidied:
        error = (
            _wrong_with(wish)
            or _taken(wish, busy)
            or _contradiction(wish, known, first)
            or _circle(wish.old_path, leads)
        )
        first.setdefault(wish.old_path, wish.line)
        judged.append(replace(wish, error=error, is_known=wish.old_path in known))
    return judged


def _all_right(judged: list[Wish]) -> list[Wish]:
    if any(wish.error for wish in judged):
        raise RedirectsRefused(judged)
    return judged


def _wrong_with(wish: Wish) -> str:
    if not wish.old_path.startswith("/") or wish.old_path.startswith("//"):
        return _("“%(path)s” is not a path. Begin it with one slash.") % {"path": wish.old_path}
    if _UNUSABLE.search(wish.old_path) or set("?#") & set(wish.old_path):
        return _("The old path may hold no spaces, no “?” and no “#”.")
    if max(len(wish.old_path), len(wish.target)) > LONGEST:
        return _("An address may have %(limit)d characters.") % {"limit": LONGEST}
    if not links.is_allowed(wish.target):
        return _("“%(target)s” is neither a path of this site nor an address with https://.") % {
            "target": wish.target
        }
    return ""


def _taken(wish: Wish, busy: set[str]) -> str:
    """What answers at the path already, so that nobody would ever be redirected from there."""
    if f"{wish.old_path}/" in busy or _is_ours(wish.old_path) or _is_ours(f"{wish.old_path}/"):
        return _("This site answers at %(path)s itself, so a redirect would never be seen.") % {
            "path": wish.old_path
        }
    return ""


def _is_ours(path: str) -> bool:
    try:
        return resolve(path).url_name not in _BY_SLUG
    except Resolver404:
        return False


def _contradiction(wish: Wish, known: Mapping[str, str], first: Mapping[str, int]) -> str:
    if wish.old_path in first:
        return _("Line %(line)d has the same old path.") % {"line": first[wish.old_path]}
    if known.get(wish.old_path, wish.target) != wish.target:
        return _("It leads to %(target)s already. Change that redirect instead.") % {
            "target": known[wish.old_path]
        }
    return ""


def _circle(start: str, leads: Mapping[str, str]) -> str:
    """Follow the redirects from `start` until they leave, or come back."""
    seen, path = {start}, _path_of(leads[start])
    while path in leads and path not in seen:
        seen.add(path)
        path = _path_of(leads[path])
    return _("It leads in a circle, by way of %(path)s.") % {"path": path} if path in seen else ""


def _path_of(target: str) -> str:
    return _without_slash(unquote(re.split("[?#]", target)[0]))


def _tidied_path(path: str) -> str:
    return _without_slash(unquote(path.strip().removeprefix(settings.SITE_URL)))


def _own_or_whole(target: str) -> str:
    own = target.strip().removeprefix(settings.SITE_URL)
    return own if own.startswith("/") else target.strip()


def _without_slash(path: str) -> str:
    return path.rstrip("/") or "/"
