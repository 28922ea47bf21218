"""The publish gate: small checks over a revision, each naming the field and the way out.

Like Django's system checks, a check is a function that yields problems. Errors block
publication; warnings inform. Every way to readers passes here: the form, bulk actions, schedules
and the importer, which records the errors as debts instead of being refused.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Image, Kind, Revision
from articles.problems import Problem
from articles.rendering.body import render_body

Check = Callable[[Revision], Iterator[Problem]]


def check(revision: Revision) -> list[Problem]:
    """Run every check over `revision`, errors first."""
    found = [problem for one in CHECKS for problem in one(revision)]
    return sorted(found, key=lambda problem: problem.level)


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]


def has_text(revision: Revision) -> Iterator[Problem]:
    if not revision.data["body"].strip():
        yield Problem("text.empty", "error", "body", _("There is no text. Write it first."))


def has_people_and_place(revision: Revision) -> Iterator[Problem]:
    """An article stands in a category, under a byline; pages and FAQs need neither."""
    if revision.article.kind != Kind.ARTICLE:
        return
    data = snapshots.resolved(revision.data)
    if not data["category"]:
        yield Problem("category.missing", "error", "category", _("Choose a category."))
    if not any(c["role"] == "writer" for c in data["contributors"]):
        yield Problem("byline.missing", "error", "contributors", _("Name at least one writer."))
    if not data["summary"]:
        yield Problem(
            "summary.missing", "warning", "summary", _("Write a summary for lists and searches.")
        )


def pictures_have_alt_text(revision: Revision) -> Iterator[Problem]:
    lead = revision.data["lead_image"]
    if lead["image"] and not lead["alt"].strip() and not lead["decorative"]:
        yield Problem(
            "alt.missing",
            "error",
            "lead_image_alt",
            _("Describe the picture in the alternative text, or tick “decorative”."),
        )
    for number, image in enumerate(_images(revision.data["body"]), start=1):
        if not re.search(r'alt="[^"]*\S[^"]*"', image):
            yield Problem(
                "alt.missing",
                "error",
                "body",
                _("Picture %(number)d in the text has no alternative text.") % {"number": number},
            )


def pictures_are_ours(revision: Revision) -> Iterator[Problem]:
    for image in _images(revision.data["body"]):
        if re.search(r'src="https?:', image):
            yield Problem(
                "picture.elsewhere",
                "error",
                "body",
                _(
                    "A picture in the text lies on another site; readers get a link instead. "
                    "Upload it to the image library and use that one."
                ),
            )


def pictures_are_there(revision: Revision) -> Iterator[Problem]:
    wanted = set(render_body(revision.data["body"], source_count=0).image_ids)
    known = set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for number in sorted(wanted - known):
        yield Problem(
            "picture.missing",
            "error",
            "body",
            _("The image library has no picture /images/%(number)d/.") % {"number": number},
        )


def markers_have_sources(revision: Revision) -> Iterator[Problem]:
    sources = revision.data["sources"]
    rendered = render_body(revision.data["body"], source_count=len(sources))
    for number in rendered.undefined_markers:
        yield Problem(
            "source.undefined",
            "error",
            "sources",
            _("The text refers to source [%(number)d], which does not exist.") % {"number": number},
        )
    for number in sorted(set(range(1, len(sources) + 1)) - rendered.cited):
        yield Problem(
            "source.unused",
            "warning",
            "sources",
            _("Source %(number)d is not referred to in the text.") % {"number": number},
        )


def _images(body: str) -> list[str]:
    return re.findall(r"<img\b[^>]*>", body)


CHECKS: list[Check] = [
    has_text,
    has_people_and_place,
    pictures_have_alt_text,
    pictures_are_ours,
    pictures_are_there,
    markers_have_sources,
]
