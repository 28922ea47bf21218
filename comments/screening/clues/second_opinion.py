"""Akismet's opinion, where the site has asked for one: it is waited for where nothing else is."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

CLUE = "akismet"


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if settings.AKISMET_KEY:
        yield Evidence(CLUE, _("It waits for Akismet."))
