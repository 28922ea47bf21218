"""Two people saved over the same version: which fields differ, and whose stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from articles.snapshots import ArticleData

Side = Literal["theirs", "yours"]


@dataclass(frozen=True)
class Conflict:
    """A field in which two versions differ.

    `changed_by` is the side that alone changed it since the version that both began with; None
    where both did, or where that version is not known.
    """

    field: str
    changed_by: Side | None


def compare(base: ArticleData | None, theirs: ArticleData, yours: ArticleData) -> list[Conflict]:
    """The fields in which `theirs` and `yours` differ; `base` is what both began with."""
    return [
        Conflict(field, _changed_by(base, theirs, yours, field))
        for field in theirs
        if _value(theirs, field) != _value(yours, field)
    ]


def choose(theirs: ArticleData, yours: ArticleData, choices: Mapping[str, Side]) -> ArticleData:
    """`theirs` with those fields of `yours` that were chosen."""
    taken = {field: value for field, value in yours.items() if choices.get(field) == "yours"}
    return {**theirs, **taken}  # type: ignore[typeddict-item]


def _changed_by(
    base: ArticleData | None, theirs: ArticleData, yours: ArticleData, field: str
) -> Side | None:
    if base is None:
        return None
    before = _value(base, field)
    if before == _value(theirs, field):
        return "yours"
    return "theirs" if before == _value(yours, field) else None


def _value(data: ArticleData, field: str) -> Any:
    """A field to compare; which text of a FAQ an article was saved with is no choice of anybody."""
    value: Any = data.get(field)
    if field != "faqs" or value is None:
        return value
    return [{**use, "revision": None} for use in value]
