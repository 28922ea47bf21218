"""What lately became of comments under the same address."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

# One rejected comment is no habit.
FEWEST_DECISIONS = 3


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    decided = facts.published + facts.rejected
    if decided < FEWEST_DECISIONS:
        return
    share = 100 * facts.rejected / decided
    if share > settings.COMMENTS_HOLD_REJECTED_PERCENT:
        words = _(
            "Of the last %(decided)d comments under this address, %(rejected)d were rejected."
        )
        yield Evidence("rejections", words % {"decided": decided, "rejected": facts.rejected})
