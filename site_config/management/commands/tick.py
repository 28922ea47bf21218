"""Work that is due: schedules that came true, and what a killed process left undone."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connections
from django.utils import timezone

from articles import picture_trash, schedules, trash
from site_config.kit.pagecache import announcing, cdn, purging


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
        trash.delete_old(now=now)
        picture_trash.delete_old(now=now)
        purging.forget_old(now=now)
        # A process may have been killed between its commit and its announcement of it.
        announcing.announce()
        announcing.forget_old_files()
        self._tell_cdn()

    def _tell_cdn(self) -> None:
        try:
            cdn.tell(now=timezone.now())
        except cdn.Refused as reason:
            self.stderr.write(f"The CDN was not told what changed; trying again: {reason}")
