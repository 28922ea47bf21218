"""What readers read, and what they look for in vain."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import reads
from articles.models import MissedSearch
from articles.permissions import REVIEW
from site_config.dashboard.panel import SHOWN, Panel, Row, list_url, panel, row_of


def most_read(user: Any, *, now: dt.datetime) -> Panel | None:
    """For everybody who sees the articles at the desk."""
    if not user.has_perm("articles.view_article"):
        return None
    found = reads.most_read(now=now).only("title", "kind")[:SHOWN]
    rows = [row_of(each, reads.in_words(reads.Reads(each.week, each.month))) for each in found]
    return panel(_("Most read"), rows)


def missed(user: Any, *, now: dt.datetime) -> Panel | None:
    """What was searched for most often without a result."""
    if not user.has_perm(REVIEW):
        return None
    listed = list_url("articles_missedsearch")
    rows = (
        Row(
            each.words,
            f"{listed}?{urlencode({'q': each.words})}",
            ngettext("%(count)d time", "%(count)d times", each.times) % {"count": each.times},
        )
        for each in MissedSearch.objects.filter(dismissed_at__isnull=True)[: SHOWN + 1]
    )
    return panel(_("Searched for and not found"), rows, more_url=listed)
