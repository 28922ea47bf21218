"""Submissions as screening gets them."""

from typing import Any

from comments.screening.verdict import Evidence, Submission


def submission(body: str = "It helped me a lot.", **fields: Any) -> Submission:
    whole = {"name": "Kim", "email": "kim@reader.example", "website": "", "body": body}
    return Submission(**{**whole, **fields})


def found(evidence: tuple[Evidence, ...]) -> list[tuple[str, str]]:
    return [(one.clue, one.matched) for one in evidence]
