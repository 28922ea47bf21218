"""The field that people do not see: whatever fills it in is a machine."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

CLUE = "trap"


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if submission.trap:
        yield Evidence(CLUE, _("The hidden field was filled in."), submission.trap[:200])
