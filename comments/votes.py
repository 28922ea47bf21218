"""Readers say that a comment helped them, without an account."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments import bans, closing, page_keys
from comments.errors import Banned, DiscussionClosed
from comments.models import Comment, Vote
from site_config.kit.pagecache.purging import purge_once

# Pages show new votes with the next full minute, so that a busy discussion stays cached.
REFRESHED_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def vote(comment: Comment, *, device: str, network: str, now: dt.datetime) -> bool:
    """Count that a device found a published comment helpful; return whether it is the first time.

    `device` is a keyed hash that is another one for each comment (`client.device_hash`); nothing
    else is kept. Raises Banned, or DiscussionClosed: who can answer nothing any more has no say.
    """
    if not closing.is_open(comment.discussion, now=now):
        raise DiscussionClosed(_("This discussion is closed; no more votes are counted."))
    if bans.of(network=network, now=now) is not None:
        raise Banned(_("You cannot take part in the discussions here at present."))
    _cast, is_new = Vote.objects.get_or_create(comment=comment, voter=device, defaults={"at": now})
    if is_new:
        Comment.objects.filter(pk=comment.pk).update(votes=F("votes") + 1)
        purge_once([page_keys.thread(comment.discussion.article_id)], at=_next_minute(now))
    return is_new


def _next_minute(now: dt.datetime) -> dt.datetime:
    return now.replace(second=0, microsecond=0) + REFRESHED_EVERY
