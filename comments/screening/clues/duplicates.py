"""The same text once more: advertising is posted to many articles, an opinion to one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

# Several people write “Thank you so much!”.
FEWEST_WORDS = 8


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if facts.text_is_known and len(submission.text.words) >= FEWEST_WORDS:
        yield Evidence("duplicate", _("The same text was posted before."))
