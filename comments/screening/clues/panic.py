"""The emergency measure that holds whatever is posted while it lasts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.models import Panic
from comments.screening.verdict import Evidence, Facts, Submission


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if facts.panic == Panic.Measure.HOLD:
        yield Evidence("panic", _("An emergency measure holds every comment."))
