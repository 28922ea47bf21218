"""Who has the form of an article open. Advisory: nobody is kept out, and it is soon forgotten."""

import datetime as dt

from django.contrib.auth.models import User

from articles import permissions
from articles.models import Article, Presence

# Somebody who was seen longer ago than this has gone.
SHOWN_FOR = dt.timedelta(minutes=5)
KEPT_FOR = dt.timedelta(days=1)


def note(article: Article, *, by: User, now: dt.datetime) -> None:
    """Note that `by` has the form of `article` open. Raises NotPermitted."""
    permissions.require_edit(by, article)
    Presence.objects.update_or_create(article=article, user=by, defaults={"seen_at": now})


def others(article: Article, *, besides: User, now: dt.datetime) -> list[Presence]:
    """Who else has it open, with their accounts, whoever was seen last first."""
    seen = article.presences.filter(seen_at__gt=now - SHOWN_FOR).exclude(user=besides)
    return list(seen.select_related("user").order_by("-seen_at", "pk"))


def forget_old(*, now: dt.datetime) -> None:
    Presence.objects.filter(seen_at__lte=now - KEPT_FOR).delete()
