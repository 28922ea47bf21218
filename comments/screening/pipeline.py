"""One pure pipeline for every new comment: clues look, the verdict follows from what they found.

Content can hold a comment, never delete it.
"""

from collections.abc import Callable, Iterator

from comments.screening.clues import links, mode, origin, trap
from comments.screening.verdict import Evidence, Outcome, Submission, Verdict

Clue = Callable[[Submission], Iterator[Evidence]]

CLUES: list[Clue] = [trap.look, origin.look, links.look, mode.look]


def screen(submission: Submission) -> Verdict:
    """Say what becomes of `submission`. Staff are not screened."""
    if submission.by_staff:
        return Verdict(Outcome.PUBLISH)
    evidence = tuple(one for clue in CLUES for one in clue(submission))
    return Verdict(Outcome.HOLD if evidence else Outcome.PUBLISH, evidence)
