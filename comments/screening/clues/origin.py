"""Browsers say which site a form stood on; what says nothing may be a script."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if not submission.origin_known:
        yield Evidence("origin", _("The browser did not say which page the form stood on."))
