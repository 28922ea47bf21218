"""Links: what they say, and whether they lead anywhere."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.models import Edition, Outcome, path_of
from articles.problems import Problem

# What says nothing to who hears the links of a page one after another (WCAG 2.2, 2.4.4). English.
VAGUE = frozenset({
    "click", "click here", "click this link", "continue", "details", "follow this link", "go",
    "here", "info", "learn more", "link", "more", "more details", "more info", "more information",
    "read", "read here", "read more", "read on", "see here", "see more", "source", "tap here",
    "this", "this article", "this link", "this page", "this study", "website",
})  # fmt: skip
_OF_ARTICLES = re.compile(r"/(?:articles|faq)/[^/]+/")


def links_say_where_they_lead(subject: Subject) -> Iterator[Problem]:
    for tag, words in subject.elements("a"):
        bare = " ".join(re.findall(r"\w+", words.casefold()))
        if bare in VAGUE or not bare:
            yield Problem(
                "link.vague",
                "warning",
                "body",
                _("The words of the link “%(words)s” do not say where it leads: %(address)s")
                % {"words": words, "address": dict(tag.attributes).get("href", "")},
                _("Put the name of the page that it leads to into the link."),
            )


def links_lead_somewhere(subject: Subject) -> Iterator[Problem]:
    """A link to an article or question of this site that readers cannot have.

    One that is scheduled may be linked to; both may appear at the same moment.
    """
    paths = {path for tag, _words in subject.elements("a") if (path := _own_path(tag.attributes))}
    if not paths:
        return
    found = Edition.objects.filter(path__in=paths).not_cancelled()
    known = set(found.exclude(outcome=Outcome.GONE).values_list("path", flat=True))
    for path in sorted(paths - known - {path_of(subject.kind, subject.data["slug"])}):
        yield Problem(
            "link.unpublished",
            "warning",
            "body",
            _("The text links to %(path)s, and readers find nothing there.") % {"path": path},
            _("Publish that first, or take the link out."),
        )


def _own_path(attributes: tuple[tuple[str, str], ...]) -> str:
    """The path of an article or question of this site that a link leads to, or nothing."""
    address = dict(attributes).get("href", "").removeprefix(settings.SITE_URL)
    path = re.split("[?#]", address, maxsplit=1)[0]
    return path if _OF_ARTICLES.fullmatch(path) else ""
