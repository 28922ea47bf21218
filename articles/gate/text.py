"""Whether there is anything to read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.problems import Problem


def has_text(subject: Subject) -> Iterator[Problem]:
    if not subject.data["body"].strip():
        yield Problem("text.empty", "error", "body", _("There is no text. Write it first."))
