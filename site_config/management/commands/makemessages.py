"""`manage.py makemessages --locale es`: what readers are told, into the catalogue of a language."""

from typing import Any

from django.core.management.commands import makemessages

# Whose strings nobody sees but the staff at the desk, which speaks English, see decision 32. What
# stands in no line of this list is for readers, or in the mails that the staff get wherever they
# are, and the tests ask for its translation.
DESK = """
    */admin/* */admin.py *_admin.py */apps.py */management/* */migrations/* */permissions.py
    */wordpress/* articles/addresses.py articles/diffing/* articles/editing.py
    articles/front_page.py articles/gate/* articles/history.py articles/images/intake.py
    articles/invitations.py articles/labels.py articles/models/address.py articles/models/article.py
    articles/models/history.py articles/models/image.py articles/models/imports.py
    articles/models/people.py articles/models/revision.py articles/models/search.py
    articles/models/sharing.py articles/models/taxonomy.py articles/models/unsaved.py
    articles/notes.py articles/picture_trash.py articles/publishing.py articles/readiness.py
    articles/reads.py articles/reports.py articles/restoring.py articles/reviews.py
    articles/revisions.py articles/status.py articles/trash.py articles/unsaved.py
    articles/workflow.py comments/asking_akismet.py comments/bans.py comments/clusters.py
    comments/models/discussion.py comments/models/imports.py comments/models/requests.py
    comments/models/screening.py comments/models/telling.py comments/moderation.py comments/modes.py
    comments/panic.py comments/pins.py comments/questions.py comments/seen.py
    site_config/admin_site.py site_config/calendar.py site_config/dashboard/*
    site_config/demonstration/* site_config/desk_pages.py site_config/front_page.py
    site_config/inviting.py site_config/kit/links.py site_config/kit/outbox/*
    site_config/kit/site/models.py site_config/models.py site_config/my_mails.py
    site_config/redirect_files.py site_config/redirects.py site_config/staff.py
    site_config/styleguide.py templates/styleguide.html
""".split()
ELSEWHERE = (".venv", "benchmarks", "node_modules", "tests", "var")


class Command(makemessages.Command):
    # A guess from a similar sentence reads like a translation, and is none.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        ours = {
            "add_location": "file",
            "ignore_patterns": [*options["ignore_patterns"], *DESK, *ELSEWHERE],
        }
        super().handle(*args, **{**options, **ours})
