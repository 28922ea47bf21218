"""Speed: people take a moment to write, and write one comment after the other."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.screening.verdict import Evidence, Facts, Submission

# Nobody fills in three fields faster; who pastes a text finds it still takes longer.
LEAST_SECONDS = 2.0


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    """Whether the script did not run, and so the time is not known, says nothing."""
    taken = submission.filled_in
    if taken is not None and taken < LEAST_SECONDS:
        yield Evidence("fill_time", _("The form was filled in faster than people type."))
    before = facts.from_network
    if settings.COMMENTS_HOLD_RATE and before >= settings.COMMENTS_HOLD_RATE and not facts.trusted:
        words = ngettext(
            "%(count)d comment came from the same network within ten minutes.",
            "%(count)d comments came from the same network within ten minutes.",
            before,
        )
        yield Evidence("rate", words % {"count": before})
