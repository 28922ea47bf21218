"""Two versions of an article side by side, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from articles import conflicts
from articles.diffing import FieldDiff, diff
from articles.models import Article
from articles.snapshots import ArticleData


@dataclass(frozen=True)
class FieldVersions:
    """A field in which two versions differ, and the side that alone changed it, if one did.

    `parts` tell both sides at once; the style sheet shows <del> on the one, <ins> on the other.
    There are none where only the markup differs, which words cannot show.
    """

    field: str
    label: str
    parts: Sequence[FieldDiff]
    changed_by: conflicts.Side | None


def versions(
    base: ArticleData | None, theirs: ArticleData, yours: ArticleData
) -> list[FieldVersions]:
    """The fields in which `theirs` and `yours` differ; `base` is what both began with."""
    told = diff(theirs, yours)
    found = []
    for conflict in conflicts.compare(base, theirs, yours):
        name = conflict.field
        parts = [part for part in told if part.field == name or part.field.startswith(f"{name}_")]
        found.append(FieldVersions(name, _label(name, parts), parts, conflict.changed_by))
    return found


def _label(field: str, parts: Sequence[FieldDiff]) -> str:
    try:
        found = Article._meta.get_field(field)
    except FieldDoesNotExist:
        # People, sources and questions are rows of their own.
        return parts[0].label if parts else field
    return capfirst(str(getattr(found, "verbose_name", field)))
