"""Where links go that lead to a heading which has another name now.

The anchor of a heading is made of its words. When they change, what was its anchor moves into the
heading that stands in its place, so that a link from elsewhere still leads to the right section.
"""

from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import Any

from site_config.kit.html.tokens import EndTag, StartTag, Token

# As stored with an edition: id, text, level, and `former`, the anchors that it had before.
Contents = Sequence[dict[str, Any]]

# A heading is seldom renamed twice; what lies further back is hardly linked to any more.
FORMER_KEPT = 5
# Two long lists are slow to align, and nobody links to the 300th heading of a text.
HEADINGS_ALIGNED = 200


def former_anchors(before: Contents, after: Contents, *, taken: Collection[str]) -> Contents:
    """`after` with the anchors that its headings had in `before`, the newest first.

    A heading that is gone leaves its anchor to the one that stands in its place, or else to the one
    before it. An anchor among `taken`, or one that a heading of `after` has, is not used twice.
    """
    before, aligned = before[:HEADINGS_ALIGNED], after[:HEADINGS_ALIGNED]
    if not aligned:
        return after
    used = {*taken, *(heading["id"] for heading in after)}
    former: dict[int, list[str]] = {}
    for place, heading in zip(_places(before, aligned), before, strict=True):
        left = [heading["id"], *heading.get("former", ())]
        kept = [anchor for anchor in left if anchor not in used]
        used.update(kept)
        former.setdefault(place, []).extend(kept)
    return [
        {**heading, "former": former[place][:FORMER_KEPT]} if former.get(place) else heading
        for place, heading in enumerate(after)
    ]


def with_former_anchors(tokens: Sequence[Token], contents: Contents) -> list[Token]:
    """The body with an empty element inside its heading for each anchor that it had before."""
    former = {heading["id"]: heading.get("former", ()) for heading in contents}
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        if isinstance(token, StartTag) and token.name in {"h2", "h3"}:
            for anchor in former.get(dict(token.attributes).get("id"), ()):
                found += [StartTag("span", (("id", anchor),)), EndTag("span")]
    return found


def _places(before: Contents, after: Contents) -> list[int]:
    """For each heading of `before` the place in `after` of what has become of it."""
    old, new = ([heading["id"] for heading in each] for each in (before, after))
    places = [0] * len(old)
    for _kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for place in range(i, j):
            places[place] = max(0, min(k + place - i, m - 1))
    return places
