"""Links: real comments have few, advertising lives on them."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import ngettext

from comments.screening.verdict import Evidence, Submission

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)


def look(submission: Submission) -> Iterator[Evidence]:
    links = _LINK.findall(submission.body)
    if len(links) >= settings.COMMENTS_HOLD_LINKS:
        words = ngettext("It contains %(count)d link.", "It contains %(count)d links.", len(links))
        yield Evidence("links", words % {"count": len(links)}, " ".join(links[:5])[:500])
