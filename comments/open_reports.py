"""What readers reported of a comment that nobody of the staff has looked at since."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Case, F, QuerySet, Value, When

from comments.models import Comment, Report


def networks(comment: Comment) -> int:
    """From how many networks it is reported; where one is not known, each device counts.

    Devices are no measure: whoever wants to silence somebody can look like any number of them.
    """
    whence = Case(When(network=Value(""), then=F("reporter")), default=F("network"))
    return _open([comment]).annotate(whence=whence).values("whence").distinct().count()


def settle(comments: Sequence[Comment], *, now: dt.datetime) -> None:
    """To be called in the transaction of a decision; the networks are needed no longer."""
    if not comments:
        return
    _open(comments).update(settled_at=now, network="")
    numbers = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=numbers, open_reports__gt=0).update(open_reports=0)


def _open(comments: Sequence[Comment]) -> QuerySet[Report]:
    return Report.objects.filter(comment__in=comments, settled_at__isnull=True).order_by()
