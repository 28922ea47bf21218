"""Delete old revisions that nothing needs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import retention


class Command(BaseCommand):
    help = (
        "Delete revisions older than a number of days that were never published, scheduled, "
        "signed off, shared or given a note. Safe to stop, and to run twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep-days", type=int, required=True, metavar="N")
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        days, dry_run = options["keep_days"], options["dry_run"]
        if days < 1:
            raise CommandError("Give a number of days of at least 1.")
        done = 0
        for count in retention.prune(keep_days=days, now=timezone.now(), dry_run=dry_run):
            done += count
            if options["verbosity"] > 1:
                self.stdout.write(f"{done} revisions so far")
        said = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"{done} revisions {said}.")
