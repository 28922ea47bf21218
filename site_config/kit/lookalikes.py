"""Text as it reads: without case, accents, invisible characters and letters in disguise."""

import re
from unicodedata import category, combining, normalize

# Letters of other scripts that look like Latin ones (from the confusables of Unicode TS #39).
_LOOKALIKES = dict(
    zip(
        "авеѕіјкмнорстухԁԛԝһӏɡıοορντυικαεϲ",
        "abesijkmhopctyxdqwhlgioopvtuikaec",
        strict=True,
    )
)
_INVISIBLE = {"Mn", "Me", "Cf"}
_SPACE = {"Zs", "Zl", "Zp", "Cc"}
# Of one character; what Unicode writes out longer than this stays as it is.
_LONGEST = 4
_MOST_KEPT = 20_000


class _Table(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    kind = category(character)
    if kind in _INVISIBLE:
        return ""
    if kind in _SPACE:
        return " "
    if kind == "Lo":
        return character
    plain = normalize("NFKD", character).casefold()
    plain = "".join(_LOOKALIKES.get(each, each) for each in plain if not combining(each))
    return plain if len(plain) <= _LONGEST else character


TABLE = _Table()

# What is told from another letter by a good eye only, after folding.
_HARD_TO_TELL = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_NO_LETTER = re.compile(r"[\W_]+")


def read(text: str) -> str:
    """The text as it reads; the pieces of `TABLE` for its characters, one after the other."""
    return text.translate(TABLE)


def skeleton(name: str) -> str:
    """The same for all names that a reader may take for one another (after Unicode TS #39).

    It is for comparing only: "Ada Orr", "ada.0rr" and one with a Cyrillic A have the same.
    """
    letters = _NO_LETTER.sub("", read(name.replace("|", "l")).translate(_HARD_TO_TELL))
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters
