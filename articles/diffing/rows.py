"""What became of a list of people, sources or questions."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.diffing.aligning import Budget, stretches
from articles.diffing.texts import line_diff

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Row:
    """What became of one entry of a list; places count from 1. `html` is safe."""

    status: Literal["added", "removed", "changed", "moved"]
    html: str
    was: int | None = None
    now: int | None = None

    @property
    def words(self) -> str:
        return {
            "added": _("Added"),
            "removed": _("Removed"),
            "changed": _("Changed"),
            "moved": _("Moved from place %(was)s to %(now)s") % {"was": self.was, "now": self.now},
        }[self.status]


def rows(
    before: Sequence[Entry],
    after: Sequence[Entry],
    *,
    identities: Sequence[Callable[[Entry], Hashable]],
    words: Callable[[Entry], str],
    inside: Callable[[Entry | None, Entry], str] = lambda _before, _after: "",
) -> list[Row]:
    """The entries that came, went, changed or moved: those of `after` in their order, then others.

    Two entries are one if one of `identities` says the same of them; the earlier ones are asked
    first, and an empty answer says nothing. `words` tells an entry; `inside` is the HTML of what
    else changed in it, or of what else it says where it is new.
    """
    was = _counterparts(before, after, identities)
    moved = _moved(was)
    found = []
    for k, entry in enumerate(after):
        if k not in was:
            shown = format_html("<ins>{}</ins>{}", words(entry), inside(None, entry))
            found.append(Row("added", shown, now=k + 1))
            continue
        old = before[was[k]]
        more = inside(old, entry)
        if words(old) != words(entry) or more:
            shown = format_html("{}{}", line_diff(words(old), words(entry)), more)
            found.append(Row("changed", shown, was[k] + 1, k + 1))
        elif k in moved:
            found.append(Row("moved", format_html("{}", words(entry)), was[k] + 1, k + 1))
    gone = (i for i in range(len(before)) if i not in was.values())
    return found + [
        Row("removed", format_html("<del>{}</del>", words(before[i])), was=i + 1) for i in gone
    ]


def _counterparts(
    before: Sequence[Entry],
    after: Sequence[Entry],
    identities: Sequence[Callable[[Entry], Hashable]],
) -> dict[int, int]:
    """The place in `before` of each entry of `after` that was there."""
    was: dict[int, int] = {}
    for identity in identities:
        free: dict[Hashable, list[int]] = {}
        for i in reversed(range(len(before))):
            if i not in was.values() and identity(before[i]):
                free.setdefault(identity(before[i]), []).append(i)
        for k, entry in enumerate(after):
            if k not in was and free.get(identity(entry)):
                was[k] = free[identity(entry)].pop()
    return was


def _moved(was: dict[int, int]) -> set[int]:
    """Those that no longer stand in the order in which they stood."""
    order = [was[k] for k in sorted(was)]
    stayed = {
        place
        for kind, i, j, _k, _l in stretches(sorted(order), order, Budget())
        if kind == "equal"
        for place in sorted(order)[i:j]
    }
    return {k for k, place in was.items() if place not in stayed}
