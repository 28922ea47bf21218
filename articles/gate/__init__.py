"""The publish gate: small checks over a revision, each naming the field and the way out.

Like Django's system checks, a check is a function that yields problems. Errors block
publication; a warning wants the tick of a person (`articles.readiness`). Every way to readers
passes here: the form, bulk actions, schedules and the importer, which records the errors as
debts instead of being refused.
"""

from collections.abc import Callable, Iterator

from articles.gate.headings import headings_are_in_order, headings_have_words
from articles.gate.health import advice_has_a_source, claims_are_modest, figures_are_cited
from articles.gate.links import links_lead_somewhere, links_say_where_they_lead
from articles.gate.pictures import (
    pictures_are_ours,
    pictures_are_there,
    pictures_have_alt_text,
)
from articles.gate.place import has_people_and_place, has_what_its_category_requires
from articles.gate.reading import reading_grade, summary_is_short
from articles.gate.sources import markers_have_sources
from articles.gate.subject import Subject
from articles.gate.text import has_text
from articles.models import Revision
from articles.problems import Problem

Check = Callable[[Subject], Iterator[Problem]]

CHECKS: list[Check] = [
    has_text,
    has_people_and_place,
    has_what_its_category_requires,
    headings_have_words,
    headings_are_in_order,
    links_say_where_they_lead,
    links_lead_somewhere,
    pictures_have_alt_text,
    pictures_are_ours,
    pictures_are_there,
    markers_have_sources,
    claims_are_modest,
    figures_are_cited,
    advice_has_a_source,
]
# What is worth knowing and nobody has to answer.
NOTES: list[Check] = [reading_grade, summary_is_short]


def check(revision: Revision) -> list[Problem]:
    """Run every check over `revision`, errors first."""
    subject = Subject(revision)
    found = [problem for one in CHECKS for problem in one(subject)]
    return sorted(found, key=lambda problem: problem.level)


def notes(revision: Revision) -> list[Problem]:
    """What informs the people at the desk: the reading grade, and so on."""
    subject = Subject(revision)
    return [problem for one in NOTES for problem in one(subject)]


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]


def warnings(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "warning"]
