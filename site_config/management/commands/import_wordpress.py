"""`manage.py import_wordpress FILE`: bring a WordPress site in, as far as it is not here yet."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from site_config import wordpress_import
from site_config.import_report import Progress, Report
from site_config.kit.wxr import WxrError

RUN_AGAIN = "What came before is imported whole; a second run skips it and goes on."
NOTHING_WRITTEN = "This was a dry run, so nothing was written."


class Command(BaseCommand):
    help = (
        "Imports posts, pages, people, categories, tags and comments from a file that WordPress "
        "wrote (Tools > Export). Nothing here is changed or deleted, and what is here already or "
        "was deleted here is skipped, so that the command can be run again at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the export, an XML file")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="report what would happen and write nothing; on SQLite nobody else can write "
            "meanwhile",
        )
        parser.add_argument(
            "--source",
            default="",
            help="a name for the other site, if its address has changed since an earlier import; "
            "without it, the address in the file",
        )
        parser.add_argument("--report", type=Path, help="write the report to this file as well")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with ExitStack() as stack:
            stream = stack.enter_context(_opened(path))
            copy = options["report"] and stack.enter_context(_created(options["report"], path))
            progress = Progress(self.stderr, total=path.stat().st_size)

            def write(line: str) -> None:
                progress.clear()
                self.stdout.write(line)
                if copy:
                    copy.write(f"{line}\n")

            report = Report(write)
            try:
                self._run(stream, report, progress, options)
            finally:
                progress.finish()
                report.write_table()
        self._conclude(report, dry_run=options["dry_run"])

    def _run(
        self, stream: BinaryIO, report: Report, progress: Progress, options: dict[str, Any]
    ) -> None:
        path, dry_run = options["file"], options["dry_run"]
        state = NOTHING_WRITTEN if dry_run else RUN_AGAIN
        try:
            wordpress_import.run(
                stream,
                report,
                source=options["source"].strip()[:200],
                dry_run=dry_run,
                progress=lambda items: progress.at(_position(stream), items),
            )
        except WxrError as error:
            raise CommandError(f"{path}: {error} {state}") from error
        except wordpress_import.NoSource as error:
            raise CommandError(
                f"{path} does not say which site it comes from. Name it with --source."
            ) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. {state}") from error
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"The database does not answer ({error}). {state}") from error
        except KeyboardInterrupt as error:
            raise CommandError(f"Interrupted. {state}", returncode=130) from error

    def _conclude(self, report: Report, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(NOTHING_WRITTEN)
        if report.failures:
            raise CommandError(
                f"{report.failures} could not be imported; the lines above say why. Mend them and "
                "run the command again: it imports only what is missing."
            )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _created(path: Path, export: Path) -> TextIO:
    """Open the file for the report, which must not be the export itself."""
    try:
        if path.exists() and path.samefile(export):
            raise CommandError(f"{path} is the export; give the report another name.")
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _position(stream: BinaryIO) -> int:
    """How far the stream was read; a pipe does not know."""
    return stream.tell() if stream.seekable() else 0
