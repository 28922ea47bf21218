"""Fill an empty database with demonstration content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import notifications
from site_config.demonstration import accounts, desk, discussions, library
from site_config.demonstration.reading import documents
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings

# Of a domain that is reserved for examples: mail reaches nobody, but is seen in the outbox.
CONTACT = "editors@example.org"
LOGINS = settings.DATA_DIR / "logins.txt"


class Command(BaseCommand):
    help = "Fill an empty database with demonstration content; does nothing to any other."

    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists():
            self.stdout.write("The database has articles already; nothing to do.")
            return
        with transaction.atomic():
            self._fill()

    def _fill(self) -> None:
        now = timezone.now()
        people = accounts.create(LOGINS)
        motifs = sorted({each.front["picture"] for each in documents("articles")})
        self.stdout.write(f"Drawing {len(motifs)} pictures")
        place = desk.Desk(
            writer=people["Writer"],
            editor=people["Editor"],
            now=now,
            pictures=library.fill(motifs, by=people["Editor"], now=now),
        )
        self.stdout.write("Writing and publishing articles, pages and questions")
        live = desk.write_everything(place)
        self.stdout.write("Holding discussions")
        posted = discussions.hold(
            live, moderator=people["Moderator"], editor=people["Editor"], now=now
        )
        # What was staged is news for nobody, and moderators hear of visitors one by one.
        notifications.tell_nobody(now=now)
        accounts.give_addresses(people)
        saving.save(SiteSettings(contact_email=CONTACT))
        self.stdout.write(
            f"Demonstration ready: {len(live)} live articles, {posted} comments. "
            f"The logins are in {LOGINS}."
        )
