"""Text as it reads: without case, accents, invisible characters and letters in disguise."""

import re
from unicodedata import category, combining, normalize

# What draws nothing: Default_Ignorable_Code_Point in DerivedCoreProperties.txt of the Unicode
# Character Database, first and last of each range.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_DRAWS_NOTHING = frozenset(
    chr(code) for first, last in _IGNORABLE for code in range(first, last + 1)
)
_BLANK_BRAILLE = "\u2800"
# Fillers of Hangul syllables, which many fonts draw as a gap nevertheless.
_GAPS = re.compile("[\u115f\u1160\u3164\uffa0]")

# Letters of other scripts that look like Latin ones (from the confusables of Unicode TS #39).
_LOOKALIKES = dict(
    zip(
        "авеѕіјкмнорстухԁԛԝһӏɡıοορντυικαεϲгпьѡѵүҽագզլհյոռստցօ",
        "abesijkmhopctyxdqwhlgioopvtuikaecrnbwvyewqqlhjnnusgo",
        strict=True,
    )
)
_INVISIBLE = {"Mn", "Me", "Cf"}
_SPACE = {"Zs", "Zl", "Zp", "Cc"}
# A mark alone is no text: it is drawn on whatever stands before it.
_UNSEEN = _INVISIBLE | _SPACE | {"Mc"}
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
    if kind in _INVISIBLE or character in _DRAWS_NOTHING:
        return ""
    if kind in _SPACE or character == _BLANK_BRAILLE:
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


def is_visible(text: str) -> bool:
    """Whether anything of it is seen, marks that are drawn on other letters aside."""
    return any(
        category(each) not in _UNSEEN and each not in _DRAWS_NOTHING and each != _BLANK_BRAILLE
        for each in text
    )


def skeleton(name: str) -> str:
    """The same for all names that a reader may take for one another (after Unicode TS #39).

    It is for comparing only: "Ada Orr", "ada.0rr" and one with a Cyrillic A have the same.
    """
    return _paired(_NO_LETTER.sub("", _likened(name)))


def skeleton_words(name: str) -> frozenset[str]:
    """The skeletons of its words; those between fillers too, where these may be drawn as gaps."""
    pieces = _NO_LETTER.split(_likened(name)) + _NO_LETTER.split(_likened(_GAPS.sub(" ", name)))
    return frozenset(_paired(piece) for piece in pieces if piece)


def _likened(name: str) -> str:
    return read(name.replace("|", "l")).translate(_HARD_TO_TELL)


def _paired(letters: str) -> str:
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters
