"""When editions begin and end: one is live at most, one ahead at most. The verbs are elsewhere."""

import datetime as dt

from articles import editions, pinned_faqs
from articles.models import Article, Edition, Outcome


def ahead_of(article: Article, *, now: dt.datetime) -> Edition | None:
    """What is scheduled for `article`: a publication or a withdrawal."""
    return Edition.objects.ahead(now).filter(article=article).select_related("replacement").first()


def end_others(article: Article, *, at: dt.datetime, now: dt.datetime) -> editions.Placed:
    """Cancel what is scheduled, then let what is live end at `at`.

    Returns the places of the editions with content that have ended, which is one at most.
    """
    ahead = ahead_of(article, now=now)
    if ahead is not None:
        cancel(ahead)
    return editions.end(Edition.objects.filter(article=article), at=at)


def cancel(ahead: Edition) -> list[Edition]:
    """Give a scheduled edition an empty interval and let its predecessor go on.

    So it goes with the FAQs that were to go along at that moment. Returns what was cancelled.
    """
    cancelled = [ahead, *_along_with(ahead)]
    for edition in cancelled:
        others = Edition.objects.filter(article=edition.article_id).exclude(pk=edition.pk)
        ended = editions.end(Edition.objects.filter(pk=edition.pk), at=edition.live_from)
        reopened = editions.reopen(others.filter(live_until=edition.live_from).not_cancelled())
        editions.count_open(edition.article_kind, begun=reopened, ended=ended)
    return cancelled


def _along_with(ahead: Edition) -> list[Edition]:
    if ahead.outcome != Outcome.CONTENT:
        return []
    same_moment = Edition.objects.filter(live_from=ahead.live_from).not_cancelled()
    along = same_moment.filter(revision__in=pinned_faqs.revisions_of(ahead.revision))
    return list(along.exclude(pk=ahead.pk).select_related("article"))
