"""`manage.py serve`: bring the site up to date, then keep its server and its worker running."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from site_config import environment, serving
from site_config.supervisor import Supervisor


class Command(BaseCommand):
    help = (
        "Migrates the database and collects static files where needed, then serves the site "
        "until Ctrl-C or SIGTERM."
    )
    # The database may not have its tables yet, and `migrate` runs the checks.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty site with articles")
        parser.add_argument("--host", default=environment.text("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument(
            "--workers",
            type=int,
            default=environment.whole_number("WEB_WORKERS", 2, least=1),
            help="processes that answer requests",
        )
        parser.add_argument(
            "--threads",
            type=int,
            default=environment.whole_number("WEB_THREADS", 4, least=1),
            help="requests that each of them answers at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        try:
            serving.require_free_port(host, port)
            self.say(serving.bring_database_up_to_date())
            self.say(serving.collect_static_files())
            if options["demo"]:
                call_command("seed_demo", stdout=self.stdout, stderr=self.stderr)
        except serving.CannotServe as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Interrupted.", returncode=130) from error
        # The programs below open their own.
        connections.close_all()
        programs = serving.programs(
            host, port, workers=options["workers"], threads=options["threads"]
        )
        Supervisor(programs, report=self.say).run(
            is_ready=lambda: serving.answers(host, port),
            when_ready=lambda: self.say(*serving.where_things_are(host, port)),
        )
        self.say("Stopped.")

    def say(self, *lines: str) -> None:
        """Print lines at once, also into a pipe."""
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()
