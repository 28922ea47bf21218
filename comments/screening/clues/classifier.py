"""What moderators have decided about comments like this one."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from comments.screening import bayes, features
from comments.screening.verdict import Evidence, Facts, Submission

# From these scores on (0 is surely good, 1 surely spam) a comment waits, or is put with the spam.
HOLD = 0.82
SPAM = 0.995


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    """It has a say once moderators have taught it enough comments of each sort."""
    if min(facts.experience.lessons) < settings.COMMENTS_CLASSIFIER_LESSONS:
        return
    judgement = bayes.judge(features.of(submission), facts.experience)
    if judgement.score < HOLD:
        return
    named, quoted = features.in_words(submission, judgement.because)
    words = _("It resembles comments that moderators took for spam: %(words)s.") % {"words": named}
    yield Evidence("classifier", words, quoted, judgement.score >= SPAM)
