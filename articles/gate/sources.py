"""Markers in the text and the list of sources belong together (A13)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.problems import Problem


def markers_have_sources(subject: Subject) -> Iterator[Problem]:
    rendered = subject.rendered
    for number in rendered.undefined_markers:
        yield Problem(
            "source.undefined",
            "error",
            "sources",
            _("The text refers to source [%(number)d], which does not exist.") % {"number": number},
            _("Add the source, or correct the number in the text."),
        )
    for number in sorted(set(range(1, len(subject.data["sources"]) + 1)) - rendered.cited):
        yield Problem(
            "source.unused",
            "warning",
            "sources",
            _("Source %(number)d is not referred to in the text.") % {"number": number},
            _("Write [%(number)d] where it belongs, or remove it.") % {"number": number},
        )
