"""Work that is due: catching up with schedules that came true. Run it every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import publishing


class Command(BaseCommand):
    help = "Do the work that is due now. Safe to run twice, and twice at once."

    def handle(self, *args: Any, **options: Any) -> None:
        done = publishing.follow_up(now=timezone.now())
        self.stdout.write(f"Followed up {done} schedules.")
