"""Erasing a reader: what ties comments to a person goes, and the discussion stays readable.

Published comments stay without a name, or only as the placeholder that their answers need. What
readers do not see loses its words in any case. A row is never deleted: that is how an import knows
what was here. Bans stay, or erasing would lift them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles import api
from comments import moderation, page_keys, pages
from comments.errors import NotPermitted, WrongState
from comments.models import (
    Comment,
    DataRequest,
    Decision,
    Discussion,
    Edit,
    Lesson,
    LinkedHost,
    MailRefusal,
    ProvedAddress,
    Report,
    State,
)
from comments.permissions import ERASE
from comments.readers import display_name
from site_config.kit.outbox import letters
from site_config.kit.pagecache.purging import purge

AT_ONCE = 100
"""Comments in one transaction, so that other writers wait a moment only."""
MOST = 2_000
"""Comments in one call, so that somebody is answered soon."""


@dataclass(frozen=True)
class Erased:
    """How many comments were erased, and how many of the address are left for another call."""

    comments: int
    left: int


def erase(email: str, *, keep_words: bool, by: User | None, now: dt.datetime) -> Erased:
    """Erase what is held about an address, MOST comments of it at a time.

    `by=None` is its owner. Each AT_ONCE comments are a transaction of their own, and what a killed
    process left is erased by the next call. Raises NotPermitted, or WrongState for no address.
    """
    if "@" not in email:
        # Comments without an address are those of many people.
        raise WrongState(_("Write a whole e-mail address."))
    if by is not None and not (by.is_active and by.has_perm(ERASE)):
        raise NotPermitted(_("Your role does not include erasing what is held about readers."))
    erased = 0
    while erased < MOST and (done := _erase_some(email, keep_words=keep_words, by=by, now=now)):
        erased += done
    left = Comment.objects.by_address(email).count()
    if not left:
        _forget_the_rest(email)
    return Erased(erased, left)


@transaction.atomic
def _erase_some(email: str, *, keep_words: bool, by: User | None, now: dt.datetime) -> int:
    """Erase the first AT_ONCE comments of an address; return how many there were."""
    comments = _locked(email)
    if keep_words:
        silenced = [comment for comment in comments if comment.state != State.PUBLISHED]
    else:
        silenced = comments
    # Before names and states are gone by which it is known what readers saw.
    _purge(comments, silenced)
    _take_names(comments, now=now)
    _take_words(silenced, now=now)
    _record(comments, by=by, now=now)
    return len(comments)


def _locked(email: str) -> list[Comment]:
    """The first comments of an address, locked after their discussions, as by every verb."""
    some = Comment.objects.by_address(email).order_by("pk")[:AT_ONCE]
    found = dict(some.values_list("pk", "discussion"))
    locked = Discussion.objects.select_for_update().filter(pk__in=set(found.values()))
    discussions = {discussion.pk: discussion for discussion in locked.order_by("pk")}
    comments = list(
        Comment.objects.by_address(email).select_for_update().filter(pk__in=found).order_by("pk")
    )
    for comment in comments:
        comment.discussion = discussions[comment.discussion_id]
    return comments


def _purge(comments: Iterable[Comment], silenced: Iterable[Comment]) -> None:
    """Have the pages made anew on which names and words stand that go."""
    published = [comment for comment in comments if comment.state == State.PUBLISHED]
    keys = {page_keys.thread(comment.discussion.article_id) for comment in published}
    for comment in silenced:
        if comment.state == State.PUBLISHED:
            keys |= page_keys.of_discussion(comment.discussion)
    if keys:
        purge(keys)


def _take_names(comments: Iterable[Comment], *, now: dt.datetime) -> None:
    """Take everything but text, place and state from comments, and from what is kept of them."""
    numbers = [comment.pk for comment in comments]
    name = _("Erased reader")
    own = Decision.objects.filter(comment__in=numbers, by=None)
    own.filter(by_name=F("comment__author_name")).update(by_name=name)
    Decision.objects.filter(comment__in=numbers).update(note="")
    Edit.objects.filter(comment__in=numbers).update(body="")
    Edit.objects.filter(comment__in=numbers, by=None).update(by_name=name)
    LinkedHost.objects.filter(comment__in=numbers).delete()
    # The words of a lesson are those of the name as well; what was learned from them is counted.
    Lesson.objects.filter(comment__in=numbers).delete()
    Comment.objects.filter(pk__in=numbers).update(
        author_name=name,
        author_email="",
        author_website="",
        user=None,
        digest="",
        text_digest="",
        network="",
        confirmed_at=None,
        tells_decision=False,
        tells_replies=False,
        reasons=[],
        erased_at=now,
    )


def _take_words(comments: Iterable[Comment], *, now: dt.datetime) -> None:
    """Empty comments; those that were published or waited are removed."""
    gone = [each for each in comments if each.state in {State.PUBLISHED, State.PENDING}]
    shown = [comment for comment in gone if comment.state == State.PUBLISHED]
    for comment in gone:
        moderation.count_gone(comment)
        comment.state = State.REMOVED
    numbers = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=numbers).update(body="", html="", pinned_at=None, open_reports=0)
    Comment.objects.filter(pk__in=[comment.pk for comment in gone]).update(state=State.REMOVED)
    reports = Report.objects.filter(comment__in=numbers)
    reports.filter(settled_at=None).update(settled_at=now)
    reports.update(note="")
    if shown:
        pages.settle(shown)


def _record(comments: Iterable[Comment], *, by: User | None, now: dt.datetime) -> None:
    """Write down who had comments erased. Without a state before, none of it can be undone."""
    Decision.objects.bulk_create(
        Decision(
            comment=comment,
            to_state=comment.state,
            note=_("Erased"),
            at=now,
            by=by,
            by_name=display_name(by) if by else _("Its writer"),
        )
        for comment in comments
    )


@transaction.atomic
def _forget_the_rest(email: str) -> None:
    """Forget an address under which no comment stands any more, and the links mailed to it."""
    ProvedAddress.objects.filter(email__iexact=email).delete()
    MailRefusal.objects.filter(email__iexact=email).delete()
    DataRequest.objects.filter(email=email.lower()).delete()
    letters.forget(email)
    api.forget_reporter(email)
