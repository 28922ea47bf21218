"""Headings make the list of contents, and the way through a text for who does not see it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.problems import Problem

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}


def headings_have_words(subject: Subject) -> Iterator[Problem]:
    for number, (_tag, words) in enumerate(subject.elements(*_LEVELS), start=1):
        if not words:
            yield Problem(
                "heading.empty",
                "error",
                "body",
                _("Heading %(number)d in the text has no words. Write some or remove it.")
                % {"number": number},
            )


def headings_are_in_order(subject: Subject) -> Iterator[Problem]:
    """The title is level 1, so the text begins with level 2 and leaves no level out below it."""
    above = 1
    for tag, words in subject.elements(*_LEVELS):
        level = _LEVELS[tag.name]
        if level > above + 1:
            yield Problem(
                "heading.order",
                "warning",
                "body",
                _("The heading “%(words)s” is of level %(level)d and follows level %(above)d.")
                % {"words": words, "level": level, "above": above},
                _("Make it level %(level)d.") % {"level": above + 1},
            )
        above = level
