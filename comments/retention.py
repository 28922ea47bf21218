"""Forgetting what nobody needs any more: spam, comments that nobody stands for, and networks."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from comments.models import Comment, Decision, Discussion, ImportedComment, Report, State, Vote

BATCH = 200
# What is put in place of a forgotten code before the number of its row; no code begins with it.
_FORGOTTEN = "-"


def prune(*, now: dt.datetime, dry_run: bool = False) -> Iterator[int]:
    """Delete spam after COMMENTS_SPAM_KEPT_DAYS, unconfirmed comments after their own number.

    Yields after each batch, a transaction of its own, how many went in it (with `dry_run`: would
    have gone). It may be stopped at any time and run again. What has answers stays, so that no
    thread is torn; so does what was ever published and is not spam.
    """
    for state, days in (
        (State.SPAM, settings.COMMENTS_SPAM_KEPT_DAYS),
        (State.PENDING, settings.COMMENTS_UNCONFIRMED_KEPT_DAYS),
    ):
        if days:
            yield from _prune(state, now - dt.timedelta(days=days), dry_run=dry_run)


def forget_networks(*, now: dt.datetime) -> Iterator[int]:
    """Forget whence comments, reports and votes came, after NETWORKS_KEPT_DAYS; yields as above.

    Reports and votes still count. Bans keep what they are about.
    """
    before = now - dt.timedelta(days=settings.NETWORKS_KEPT_DAYS)
    comments = Comment.objects.exclude(network="").filter(created_at__lt=before)
    yield from _forget(comments, network="")
    for model, field in ((Report, "reporter"), (Vote, "voter")):
        known = model._default_manager.filter(at__lt=before)
        known = known.exclude(**{f"{field}__startswith": _FORGOTTEN})
        number = Cast(F("pk"), CharField())
        yield from _forget(known, **{field: Concat(Value(_FORGOTTEN), number)})


def _prune(state: State, before: dt.datetime, *, dry_run: bool) -> Iterator[int]:
    """Newest first, so that answers go before what they answer, which may then go as well."""
    last = None
    while batch := list(_doomed(state, before, last)[:BATCH]):
        last = batch[-1]
        doomed = [comment.pk for comment in batch]
        if not dry_run:
            doomed = _delete(doomed, {comment.discussion_id for comment in batch}, state)
        yield len(doomed)


def _doomed(state: State, before: dt.datetime, last: Comment | None) -> QuerySet[Comment]:
    """What is in this state since `before` and has no answers; from behind `last` on."""
    own, upto = OuterRef("pk"), last.created_at if last else before
    old = Comment.objects.filter(state=state, created_at__lte=upto)
    if last is not None:
        old = old.exclude(created_at=upto, pk__gte=last.pk)
    old = old.exclude(Exists(Comment.objects.filter(parent=own)))
    old = old.exclude(Exists(Decision.objects.filter(comment=own, at__gt=before)))
    if state == State.PENDING:
        # Nobody has asked the writers of imported comments to confirm anything.
        old = old.filter(confirmed_at__isnull=True, published_at__isnull=True, user__isnull=True)
        old = old.exclude(Exists(ImportedComment.objects.filter(comment=own)))
    return old.order_by("-created_at", "-pk").only("discussion", "created_at")


@transaction.atomic
def _delete(doomed: list[int], discussions: set[int], state: State) -> list[int]:
    """Delete those of `doomed` that are still in this state, and return them."""
    # Discussions are locked before comments, as all other verbs do.
    locked = {row.pk: row for row in _locked(Discussion, discussions)}
    left = [row for row in _locked(Comment, doomed) if row.state == state]
    numbers = [row.pk for row in left]
    if state == State.PENDING:
        for row in left:
            locked[row.discussion_id].pending_count -= 1
        Discussion.objects.bulk_update(locked.values(), ["pending_count"])
    # A thread begins with itself, which would keep it from going.
    Comment.objects.filter(pk__in=numbers).update(thread=None)
    Comment.objects.filter(pk__in=numbers).delete()
    return numbers


def _locked(model: Any, numbers: Any) -> Any:
    return model.objects.select_for_update().filter(pk__in=numbers).order_by("pk")


def _forget(rows: QuerySet[Any], **blank: Any) -> Iterator[int]:
    while batch := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=batch).update(**blank)
        yield len(batch)
