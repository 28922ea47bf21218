"""Make now what the worker would make: the files of pictures, and the cards of articles."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.images import renditions, social_cards
from articles.models import Image


class Command(BaseCommand):
    help = (
        "Make the files of all pictures and the social cards that are missing or out of date. "
        "Safe to run twice, and while the site is up."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self._report = options["verbosity"] > 0
        self._make_renditions()
        self._draw_cards()

    def _make_renditions(self) -> None:
        numbers = list(Image.objects.order_by("pk").values_list("pk", flat=True))
        for place, number in enumerate(numbers, start=1):
            image = Image.objects.filter(pk=number).first()
            if image is None or not (renditions.missing(image) or image.renditions_due_at):
                continue
            try:
                made = renditions.make(image, now=timezone.now())
            except OSError as error:
                self.stderr.write(f"Picture {number} cannot be read: {error}")
                continue
            self._say(f"{place} of {len(numbers)} pictures: {made} files for “{image}”")

    def _draw_cards(self) -> None:
        drawn = 0
        for edition in social_cards.shown(timezone.now()).order_by("pk").iterator(chunk_size=100):
            drawn += social_cards.put(edition, now=timezone.now())
            if drawn and drawn % 100 == 0:
                self._say(f"{drawn} cards drawn")
        self._say(f"Cards drawn: {drawn}.")

    def _say(self, words: str) -> None:
        if self._report:
            self.stdout.write(words)
