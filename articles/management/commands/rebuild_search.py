"""Write everything anew that search looks through."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from articles.models import SearchDocument, SearchWord
from articles.search import documents

BATCH = 200


class Command(BaseCommand):
    help = "Write anew what search looks through. Safe to run twice, and while the site is up."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        wanted = documents.wanted(now).order_by("pk")
        SearchDocument.objects.exclude(edition__in=documents.wanted(now)).delete()
        SearchWord.objects.all().delete()
        total = wanted.count()
        done, last = 0, 0
        while batch := list(wanted.select_related("team").filter(pk__gt=last)[:BATCH]):
            with transaction.atomic():
                documents.put(batch)
            done, last = done + len(batch), batch[-1].pk
            if options["verbosity"]:
                self.stdout.write(f"{done} of {total} editions")
