"""Writing history: each verb leaves exactly one line."""

import datetime as dt

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.models import Action, Article, Edition, HistoryEntry, Revision


def name_of(by: User | str | None) -> str:
    """How history names a person; the machine (`None`) is called by what it is."""
    if isinstance(by, str):
        return by
    if by is None:
        return _("The system")
    return by.get_full_name() or by.get_username()


def record(
    article: Article,
    action: Action,
    *,
    by: User | str | None,
    now: dt.datetime,
    from_stage: str = "",
    note: str = "",
    revision: Revision | None = None,
    edition: Edition | None = None,
) -> HistoryEntry:
    """Append a line; `from_stage` is given only where the stage changed.

    `by` is a name where somebody without an account did it.
    """
    return HistoryEntry.objects.create(
        article=article,
        at=now,
        by=None if isinstance(by, str) else by,
        by_name=name_of(by),
        action=action,
        from_stage=from_stage,
        to_stage=article.stage if from_stage else "",
        note=note,
        revision=revision or (edition.revision if edition else None),
        edition=edition,
    )
