"""`manage.py seed_scale`: as many articles and comments as one wants to measure with."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from articles.models import Article
from site_config import serving
from site_config.import_report import Progress
from site_config.kit.pagecache.models import EVERYTHING
from site_config.kit.pagecache.purging import purge
from site_config.scale import cast, desk, discussions

_SQLITE_CACHE_KIB = 256 * 1024


class Command(BaseCommand):
    help = (
        "Fills a database with made-up articles and comments, to measure how the site does with "
        "many of them. Never for a live site: readers would see them. Run again, it adds what is "
        "missing up to the numbers that were asked for, and deletes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, default=100_000, help="100000 unless given")
        parser.add_argument("--comments", type=int, default=1_000_000, help="1000000 unless given")
        parser.add_argument(
            "--comments-on-one",
            type=int,
            default=0,
            metavar="COMMENTS",
            help=f"how many of them stand below /articles/{desk.MOST_COMMENTS}/; 0 unless given",
        )
        parser.add_argument(
            "--beside",
            action="store_true",
            help="write into a database that holds other articles, too",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(serving.bring_database_up_to_date())
        except serving.CannotServe as error:
            raise CommandError(str(error)) from error
        others = Article.objects.exclude(created_by__username=cast.WRITER).count()
        if others and not options["beside"]:
            raise CommandError(
                f"This database holds {others} articles that are not of this command's making. "
                "Choose an empty one with DATA_DIR or DATABASE_URL, or add --beside if readers of "
                "this site may see made-up articles."
            )
        self.stdout.write(f"There are {self._what_is_there()}.")
        self._prepare_connection()
        people = cast.gather()
        with self._progress(options["articles"]) as done:
            desk.fill(options["articles"], people, done=done)
        with self._progress(options["comments"]) as done:
            discussions.fill(
                options["comments"], people, on_one=options["comments_on_one"], done=done
            )
        self._conclude()
        self.stdout.write(f"Now there are {self._what_is_there()}.")

    def _what_is_there(self) -> str:
        articles, comments = desk.written().count(), discussions.written().count()
        return f"{articles:,} articles and {comments:,} comments to measure with"

    def _prepare_connection(self) -> None:
        """Let SQLite keep in memory the pages of indexes that it writes to all over."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")

    def _conclude(self) -> None:
        """Let every page be rendered anew, and PostgreSQL know its new size at once."""
        with transaction.atomic():
            purge([EVERYTHING])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    @contextmanager
    def _progress(self, total: int) -> Iterator[Callable[[int], None]]:
        progress = Progress(self.stderr, total=total, done="written")
        try:
            yield lambda there: progress.at(there, there)
        finally:
            progress.finish()
