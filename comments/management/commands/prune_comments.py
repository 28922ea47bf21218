"""Delete old spam and comments that nobody confirmed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments import retention


class Command(BaseCommand):
    help = (
        "Delete spam after COMMENTS_SPAM_KEPT_DAYS and comments whose writers never confirmed "
        "their address after COMMENTS_UNCONFIRMED_KEPT_DAYS, as tick does every day. Safe to "
        "stop, and to run twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for count in retention.prune(now=timezone.now(), dry_run=options["dry_run"]):
            done += count
            if options["verbosity"]:
                self.stderr.write(f"{done} comments so far")
        said = "would be deleted" if options["dry_run"] else "deleted"
        self.stdout.write(f"{done} comments {said}.")
