"""Report pictures that nothing shows, and files that nothing names."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.images import orphans


class Command(BaseCommand):
    help = (
        "List pictures of the library that no text shows, and files that belong to no picture. "
        "Pictures are moved to the trash at the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--delete-files", action="store_true", help="delete the files, which no page names"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = list(orphans.unused_pictures())
        for image in pictures:
            self.stdout.write(f"picture {image.pk}  {image.uploaded_at:%Y-%m-%d}  {image}")
        files = list(orphans.unnamed_files(now=timezone.now()))
        for storage, name in files:
            self.stdout.write(f"file {name}")
            if options["delete_files"]:
                storage.delete(name)
        done = "deleted" if options["delete_files"] else "found"
        self.stdout.write(f"Pictures that nothing shows: {len(pictures)}.")
        self.stdout.write(f"Files that nothing names, {done}: {len(files)}.")
