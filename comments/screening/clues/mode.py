"""The moderation mode of the site: whether every reader's comment waits for a person."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Submission
from site_config.kit.site.present import site


def look(submission: Submission) -> Iterator[Evidence]:
    if (site().moderation or settings.COMMENTS_MODERATION) == "all":
        yield Evidence("mode", _("Every comment waits for a moderator."))
