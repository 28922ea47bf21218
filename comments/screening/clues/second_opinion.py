"""Akismet's opinion, where the site has asked for one: it is waited for where nothing else is."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

CLUE = "akismet"


def is_all(reasons: Sequence[Mapping[str, str]]) -> bool:
    """Whether a comment that waits for `reasons` waits for Akismet alone."""
    return [reason["clue"] for reason in reasons] == [CLUE]


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if settings.AKISMET_KEY:
        yield Evidence(CLUE, _("It waits for Akismet."))
