"""Text as it reads (`site_config.kit.lookalikes`), searched in that form and quoted in its own."""

import hashlib
import re
from functools import cached_property

from site_config.kit import lookalikes

_WORD = re.compile(r"\w+")


class Folded:
    """A text, searched in its folded form and quoted in its own."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = lookalikes.read(source)

    @cached_property
    def line(self) -> str:
        """The words alone, each between single spaces."""
        return f" {' '.join(self.words)} "

    @cached_property
    def digest(self) -> str:
        """The same for all texts with the same words, "" for those without any."""
        words = self.line.strip()
        return hashlib.sha256(words.encode()).hexdigest()[:32] if words else ""

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    def find(self, part: str) -> str | None:
        """What stands where the folded `part` is found, wherever that is, or None."""
        start = self.text.find(part)
        return self._quote(start, start + len(part)) if start >= 0 else None

    def find_words(self, words: str) -> str | None:
        """What stands where these folded `words` follow each other, whole, or None."""
        place = self.line.find(f" {words} ")
        if place < 0:
            return None
        first = self.line.count(" ", 0, place)
        return self.quote_words(first, first + words.count(" "))

    def quote_words(self, first: int, last: int) -> str:
        """What stands from one of `words` to another one."""
        return self._quote(self._spans[first][0], self._spans[last][1])

    def _quote(self, start: int, end: int) -> str:
        return self.source[self._places[start] : self._places[end - 1] + 1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text)]

    @cached_property
    def _places(self) -> list[int]:
        """For each character of the folded text, the place of the one it was made of."""
        return [
            place
            for place, character in enumerate(self.source)
            for _each in lookalikes.TABLE[ord(character)]
        ]
