"""The moderation mode: whose comments wait for a person, whatever stands in them."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from comments.models import Moderation
from comments.screening.verdict import Evidence, Facts, Submission


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    mode = facts.moderation or settings.COMMENTS_MODERATION
    if mode == Moderation.ALL:
        yield Evidence("mode", _("Every comment waits for a moderator."))
    elif mode == Moderation.FIRST and not facts.trusted:
        yield Evidence("mode", _("Its writer is not trusted yet."))
