"""What a text about health should not claim, and what in it wants a source (E12).

The words are English; in other languages these checks find no claims.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.models import Kind
from articles.problems import Problem

_CLAIMS = re.compile(
    r"""
    (?<!no\ ) (?<!not\ ) (?<!cannot\ ) \b(?:cure|cures|cured|cure-all|wonder\ drug)\b
    | \bmiracles?\b | \bmiraculous\b
    | \bguarantee[ds]?\b
    | \b100\s?(?:%|percent|per\ cent)\s(?:safe|effective|natural|reliable)\b
    | \b(?:completely|totally|absolutely|entirely|perfectly)\s(?:safe|harmless)\b
    | \b(?:no|zero|without(?:\ any)?)\s(?:risks?|side[ -]effects?)\b
    | \brisk-free\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_MARKER = re.compile(r"\[[0-9]{1,3}\]")
_WORDS_AROUND = 40


def claims_are_modest(subject: Subject) -> Iterator[Problem]:
    """Words that promise more than medicine can, wherever they stand."""
    if not _is_about_health(subject):
        return
    places = [("title", subject.data["title"]), ("summary", subject.data["summary"])]
    for field, text in [*places, *(("body", paragraph) for paragraph in subject.paragraphs)]:
        for claim in _CLAIMS.finditer(text):
            yield Problem(
                "claim.strong",
                "warning",
                field,
                _("“%(claim)s” promises much: “%(words)s”")
                % {"claim": claim[0], "words": _around(text, claim)},
                _("Say what the evidence shows, and for whom."),
            )


def figures_are_cited(subject: Subject) -> Iterator[Problem]:
    """A percentage without a source in its paragraph."""
    if not _is_about_health(subject):
        return
    for paragraph in subject.paragraphs:
        figure = _FIGURE.search(paragraph)
        if figure and not _MARKER.search(paragraph):
            yield Problem(
                "figure.uncited",
                "warning",
                "body",
                _("A figure without a source in its paragraph: “%(words)s”")
                % {"words": _around(paragraph, figure)},
                _("Write the number of the source behind it, for example [1]."),
            )


def advice_has_a_source(subject: Subject) -> Iterator[Problem]:
    """An article without any source, where its category does not require one anyhow."""
    if subject.kind != Kind.ARTICLE or subject.data["sources"] or not _is_about_health(subject):
        return
    if subject.category and not subject.category.requires_source:
        yield Problem(
            "source.none",
            "warning",
            "sources",
            _("It gives health information and names no source."),
            _("Name what it is based on; readers see the list and how long it is."),
        )


def _is_about_health(subject: Subject) -> bool:
    return subject.category is not None and subject.category.is_health


def _around(text: str, found: re.Match[str]) -> str:
    """The words around what was found, cut between words."""
    start = text.rfind(" ", 0, max(0, found.start() - _WORDS_AROUND)) + 1
    end = text.find(" ", found.end() + _WORDS_AROUND)
    end = len(text) if end < 0 else end
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
