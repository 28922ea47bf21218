"""Links: real comments have few, advertising lives on them."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.screening.hosts import hosts
from comments.screening.verdict import Evidence, Facts, Submission

_QUOTED = 5
_LONGEST = 99


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    """A link to a host that no published comment leads to counts twice; trust outweighs that."""
    links = submission.links
    if not links:
        return
    fresh = set(hosts(links)) - facts.known_hosts if not facts.trusted else set()
    if len(links) + len(fresh) < settings.COMMENTS_HOLD_LINKS:
        return
    words = ngettext("It contains %(count)d link.", "It contains %(count)d links.", len(links))
    words %= {"count": len(links)}
    if fresh:
        words += " " + _("Nobody has linked to %(hosts)s here before.") % {
            "hosts": ", ".join(sorted(fresh))[:200]
        }
    matched = "\n".join(link[:_LONGEST] for link in links[:_QUOTED])
    yield Evidence("links", words, matched)
