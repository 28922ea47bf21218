"""One pure pipeline for new and edited comments: clues look, the verdict follows from what they
found.

Content can hold a comment or put it with the spam, never delete it. Only a ban refuses one.
"""

from collections.abc import Callable, Iterator

from comments.screening.clues import (
    classifier,
    disguise,
    duplicates,
    health,
    links,
    mode,
    origin,
    panic,
    personal_data,
    rejections,
    second_opinion,
    speed,
    trap,
    words,
)
from comments.screening.verdict import Evidence, Facts, Outcome, Submission, Verdict

Clue = Callable[[Submission, Facts], Iterator[Evidence]]

# What the content says, whoever wrote it and whenever.
CONTENT: list[Clue] = [
    health.look,
    personal_data.look,
    words.look,
    links.look,
    disguise.look,
    duplicates.look,
    classifier.look,
]
CLUES: list[Clue] = [
    trap.look,
    origin.look,
    speed.look,
    *CONTENT,
    rejections.look,
    mode.look,
    panic.look,
]


def screen(
    submission: Submission, facts: Facts | None = None, *, clues: list[Clue] = CLUES
) -> Verdict:
    """Say what becomes of `submission`, going by what is known of it. Staff are not screened."""
    if submission.by_staff:
        return Verdict(Outcome.PUBLISH)
    facts = facts or Facts()
    if facts.banned:
        return Verdict(Outcome.REFUSE)
    evidence = tuple(one for clue in clues for one in clue(submission, facts))
    if not evidence and clues is CLUES:
        evidence = tuple(second_opinion.look(submission, facts))
    if any(one.is_spam for one in evidence):
        return Verdict(Outcome.SPAM, evidence)
    return Verdict(Outcome.HOLD if evidence else Outcome.PUBLISH, evidence)
