"""Work that is due: schedules that came true, and what a killed process left undone."""

import datetime as dt
import time
from argparse import ArgumentParser
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import OperationalError, connections
from django.utils import timezone

from articles import (
    digest,
    missed_searches,
    picture_trash,
    presence,
    reads,
    reports,
    retention,
    reviews,
    schedules,
    trash,
)
from articles.images import renditions
from comments import notifications
from comments import retention as comment_retention
from comments.privacy import asking
from site_config.kit import tasks
from site_config.kit.heartbeat.beating import CLOCK, beat
from site_config.kit.outbox import letters, sending
from site_config.kit.pagecache import announcing, cdn, purging

# Batches of comments that one tick deletes; what is left waits for the next.
BATCHES = 20
DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = "Do the work that is due now. Safe to run twice, and twice at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="go on for ever, at this interval"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        interval = options["every"]
        if interval is None:
            self._tick()
            return
        while True:
            try:
                self._tick()
            except OperationalError as error:
                self.stderr.write(f"The database does not answer; trying again: {error}")
            connections.close_all()
            time.sleep(interval)

    def _tick(self) -> None:
        now = timezone.now()
        done = schedules.follow_up(now=now)
        if done:
            self.stdout.write(f"Schedules that came true and now stand in the history: {done}.")
        planned = reviews.plan_missing(now=now)
        if planned:
            self.stdout.write(f"Articles that got a day for their next review: {planned}.")
        presence.forget_old(now=now)
        trash.delete_old(now=now)
        picture_trash.delete_old(now=now)
        missed_searches.forget_old(now=now)
        reads.forget_old(now=now)
        asking.forget_old(now=now)
        renditions.wake(now=now)
        purging.forget_old(now=now)
        self._prune_revisions(now)
        self._forget_comments(now)
        digest.send_weekly(now=now)
        self._look_after_mail(now)
        # A process may have been killed between its commit and its announcement of it.
        announcing.announce()
        announcing.forget_old_files()
        self._tell_cdn()
        beat(CLOCK, now=now)

    def _prune_revisions(self, now: dt.datetime) -> None:
        """Once a day, as long as the cache remembers; more often does no harm."""
        days = settings.REVISIONS_KEPT_DAYS
        if days and cache.add(f"revisions-pruned:{now.date()}", True, timeout=DAY):
            done = sum(retention.prune(keep_days=days, now=now))
            if done:
                self.stdout.write(f"Old revisions deleted: {done}.")

    def _forget_comments(self, now: dt.datetime) -> None:
        """Once a day, but no more than BATCHES at a time, so that nothing else is late."""
        done_today = f"comments-forgotten:{now.date()}"
        if cache.get(done_today):
            return
        work = chain(comment_retention.prune(now=now), comment_retention.forget_networks(now=now))
        if len(list(islice(work, BATCHES))) < BATCHES:
            reports.forget_networks(now=now)
            cache.set(done_today, True, timeout=DAY)

    def _look_after_mail(self, now: dt.datetime) -> None:
        notifications.send_digest(now=now)
        notifications.forget_old(now=now)
        tasks.put_back_lost(now=now)
        tasks.forget_old(now=now)
        sending.wake(now=now)
        letters.forget_old(now=now)

    def _tell_cdn(self) -> None:
        try:
            cdn.tell(now=timezone.now())
        except cdn.Refused as reason:
            self.stderr.write(f"The CDN was not told what changed; trying again: {reason}")
