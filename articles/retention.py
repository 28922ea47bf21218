"""Deleting old revisions that nobody will ask for."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.query import QuerySet

from articles.models import (
    Article,
    Edition,
    EditorialNote,
    Kind,
    Revision,
    ShareLink,
    SignOff,
)

BATCH = 200


def prune(*, keep_days: int, now: dt.datetime, dry_run: bool = False) -> Iterator[int]:
    """Delete the revisions that are older than `keep_days` and that nothing needs.

    Yields after each batch, a transaction of its own, how many went in it (with `dry_run`: would
    have gone). It may be stopped at any time and run again. What stays: the latest of each
    article (which is also the one under review), each that was ever published, scheduled, signed
    off, shared, discussed or given a note, and those of FAQs with which another article was saved.
    """
    before = now - dt.timedelta(days=keep_days)
    last = 0
    while True:
        with transaction.atomic():
            batch = list(_old(before).filter(pk__gt=last).order_by("pk")[:BATCH])
            if not batch:
                return
            last = batch[-1].pk
            doomed = {revision.pk for revision in batch} - _pinned(batch)
            if not dry_run:
                Revision.objects.filter(pk__in=doomed).delete()
        yield len(doomed)


def _old(before: dt.datetime) -> QuerySet[Revision]:
    """Old revisions that no row needs, locked; whoever signs one off waits, or is waited for."""
    own = OuterRef("pk")
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return (
        Revision.objects.select_for_update(of=("self",))
        .filter(Exists(newer), created_at__lt=before, note="")
        .exclude(Exists(Edition.objects.filter(revision=own)))
        .exclude(Exists(SignOff.objects.filter(revision=own)))
        .exclude(Exists(ShareLink.objects.filter(revision=own)))
        .exclude(Exists(EditorialNote.objects.filter(revision=own)))
        .defer("data")
        .select_related("article")
    )


def _pinned(batch: list[Revision]) -> set[int]:
    """The revisions of FAQs that articles show, or were last saved, or are scheduled, with."""
    faqs = {r.article_id for r in batch if r.article.kind == Kind.FAQ}
    if not faqs:
        return set()
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    users = Article.objects.filter(faq_uses__faq__in=faqs)
    latest = Revision.objects.filter(~Exists(newer), article__in=users)
    shown = Revision.objects.filter(editions__in=Edition.objects.filter(faqs__in=faqs))
    uses = chain(*(each.values_list("data__faqs", flat=True) for each in (latest, shown)))
    return {use["revision"] for one in uses for use in one if use.get("revision")}
