"""Letters in disguise: words that look like others to people, and not to rules."""

# ruff: noqa: RUF001, RUF003 - letters that look like others are what this is about

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

# Greek letters that no reader can tell from Latin ones; α, β, γ and μ are at home in medicine.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
_CYRILLIC = "\u0400-\u052f"
_MIXED = re.compile(
    rf"[a-zA-Z][{_GREEK}{_CYRILLIC}]\w{{0,40}}|[{_GREEK}{_CYRILLIC}][a-zA-Z]\w{{0,40}}"
)
# Joiners and marks of direction have their place between letters of other scripts.
_HIDDEN = re.compile(r"[a-zA-Z][\u200b-\u200f\u2060-\u2064\ufeff]{1,20}[a-zA-Z]\w{0,40}")
_STACKED = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,40}")
# A whole label of a host in Cyrillic letters that look Latin, before a Latin one.
_HOST_IN_DISGUISE = re.compile(r"(?<![\w.-])[асеорхуіјѕӏһԁԛԝ]{2,63}\.[a-z]{2,20}")


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    shown = "\n".join((submission.name, submission.website, submission.body))
    if shown.isascii():
        return
    for pattern, words in (
        (_MIXED, _("Letters of different scripts are mixed in one word.")),
        (_HIDDEN, _("Invisible characters stand inside a word.")),
        (_STACKED, _("Marks are stacked upon letters.")),
        (_HOST_IN_DISGUISE, _("A web address imitates another one.")),
    ):
        if found := pattern.search(shown):
            yield Evidence("disguise", words, found[0])
