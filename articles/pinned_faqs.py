"""The FAQs that go along when an article is published."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from articles.models import Edition, Kind, Outcome, Revision


def revisions_of(revision: Revision) -> list[int]:
    """The revisions of its FAQs that an article was saved with."""
    return [use["revision"] for use in revision.data["faqs"] if use.get("revision")]


def to_take_along(revision: Revision, *, now: dt.datetime) -> list[Revision]:
    """The pinned FAQ revisions that are newer than all that readers have had of the FAQ.

    A withdrawn FAQ does not come back this way; it has to be published for its own sake.
    """
    known = Edition.objects.filter(article=OuterRef("article"), live_from__lte=now).not_cancelled()
    not_older = Q(revision__number__gte=OuterRef("number"))
    withdrawn = Q(live_until__isnull=True) & ~Q(outcome=Outcome.CONTENT)
    return list(
        Revision.objects.filter(pk__in=revisions_of(revision), article__kind=Kind.FAQ)
        .filter(article__trashed_at__isnull=True)
        .exclude(Exists(known.filter(not_older | withdrawn)))
        .select_related("article")
    )
