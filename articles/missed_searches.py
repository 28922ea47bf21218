"""What readers looked for and did not find: the words, how often, and on which day last.

Nothing about who looked is kept, and nothing that looks like data about a person.
"""

import datetime as dt
import re

from django.contrib.auth.models import User
from django.db import Error, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from articles import permissions
from articles.models import MissedSearch
from articles.search.folding import words_in

# Nobody types a longer text to find an article, but some paste letters and reports.
MAX_LETTERS = MissedSearch._meta.get_field("words").max_length or 0
FEWEST_LETTERS = 2
MAX_ROWS = 1_000
# What is left over waits for the next time.
AT_ONCE = 500
KEPT = dt.timedelta(days=180)

# An e-mail address, an account, a link; telephone numbers, dates of birth and the numbers of
# identity cards, policies and patients.
_PRIVATE = re.compile(r"@|://|www\.|(?:\d[\s./()+-]*){5}")


def note(query: str, *, now: dt.datetime) -> None:
    """Count that nothing was found for `query`, unless it might be about a person.

    At most two short statements, outside of any transaction. A reader's page never fails for it.
    """
    words = " ".join(words_in(query))
    if len(query) > MAX_LETTERS or len(words) > MAX_LETTERS or _PRIVATE.search(query):
        return
    if len(words) < FEWEST_LETTERS:
        return
    today = timezone.localdate(now)
    known = MissedSearch.objects.filter(words=words)
    try:
        if not known.update(times=F("times") + 1, last_on=today):
            MissedSearch.objects.bulk_create(
                [MissedSearch(words=words, times=1, last_on=today)], ignore_conflicts=True
            )
    except Error:
        # The results do not depend on it, and the next reader is counted again.
        if connection.in_atomic_block:
            raise


def dismiss(chosen: QuerySet[MissedSearch], *, by: User, now: dt.datetime) -> int:
    """Take searches off the editors' list, for good; return how many. Raises NotPermitted."""
    permissions.require(by, permissions.REVIEW)
    return chosen.filter(dismissed_at__isnull=True).update(dismissed_at=now)


def forget_old(*, now: dt.datetime) -> None:
    """Forget what nobody has looked for lately, and beyond MAX_ROWS what is rarest and oldest."""
    MissedSearch.objects.filter(last_on__lt=timezone.localdate(now) - KEPT).delete()
    best_first = MissedSearch.objects.order_by("-times", "-last_on", "words")
    rest = list(best_first.values_list("pk", flat=True)[MAX_ROWS : MAX_ROWS + AT_ONCE])
    MissedSearch.objects.filter(pk__in=rest).delete()
