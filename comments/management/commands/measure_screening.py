"""How well screening tells spam from good comments, on a file of labelled ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.screening import measuring

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Learn from the first comments of a file as from a moderator's decisions, then screen the "
        "others and say how many were held. CSV (*.csv) or JSON lines: text, author, url, is_spam."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--decisions", type=int, default=500, help="learn from so many first")
        parser.add_argument("--wrong", action="store_true", help=f"show {SHOWN} that were mistaken")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            comments = measuring.read(options["file"])
        except (OSError, ValueError, KeyError) as unreadable:
            raise CommandError(f"The file cannot be read: {unreadable!r}") from unreadable
        if len(comments) <= options["decisions"]:
            raise CommandError(
                f"There are {len(comments)} comments; after {options['decisions']} decisions none "
                "is left to measure. Choose fewer with --decisions."
            )
        found = measuring.measure(comments, decisions=options["decisions"])
        for is_spam, sort in ((True, "spam"), (False, "good comments")):
            self.stdout.write(
                f"{found.percent(is_spam=is_spam):5.1f} % of {found.seen[is_spam]} {sort} held: "
                + ", ".join(
                    f"{clue} {number}"
                    for (about_spam, clue), number in found.clues.most_common()
                    if about_spam == is_spam
                )
            )
        for each in found.wrong[: SHOWN if options["wrong"] else 0]:
            sort = "missed" if each.is_spam else "held"
            self.stdout.write(f"{sort}: {' '.join(each.submission.body.split())[:160]}")
