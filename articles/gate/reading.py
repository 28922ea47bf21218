"""What informs who writes: how hard the text is to read, and what searches cut off."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.problems import Problem
from articles.rendering.reading_level import grade

# Search engines show about as many characters.
LONGEST_SUMMARY = 160
# "Sixth to eighth grade" (National Institutes of Health, Clear & Simple).
GRADE_TO_AIM_AT = 8


def reading_grade(subject: Subject) -> Iterator[Problem]:
    """For English texts only: the formula counts the syllables of English."""
    if not settings.LANGUAGE_CODE.startswith("en"):
        return
    level = grade("\n".join(subject.paragraphs))
    if level is not None:
        yield Problem(
            "reading.grade",
            "note",
            "body",
            _("Reading grade %(grade)s (Flesch-Kincaid): years of school that it asks for.")
            % {"grade": f"{level:.1f}"},
            _("For the public, aim at %(aim)d or less: shorter sentences, plainer words.")
            % {"aim": GRADE_TO_AIM_AT}
            if level > GRADE_TO_AIM_AT
            else "",
        )


def summary_is_short(subject: Subject) -> Iterator[Problem]:
    length = len(subject.data["summary"])
    if length > LONGEST_SUMMARY:
        yield Problem(
            "summary.long",
            "note",
            "summary",
            _("The summary has %(length)d characters; search engines show about %(limit)d.")
            % {"length": length, "limit": LONGEST_SUMMARY},
        )
