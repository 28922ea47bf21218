"""Words as search compares them: without case, accents and signs, the same on every database."""

import re
import unicodedata
from functools import lru_cache

# Longer ones are cut, in texts and in questions alike.
MAX_LETTERS = 40

WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """The words of `text`, folded, in order: "Crème-brûlée" gives ["creme", "brulee"]."""
    return [word[:MAX_LETTERS] for word in WORD.findall(fold(text))]


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    return fold(word)


def fold(text: str) -> str:
    """Letters without case, accents and ligatures (Unicode NFKD, marks left out)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare).casefold()
