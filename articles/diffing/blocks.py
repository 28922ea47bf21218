"""Clean HTML as blocks of words: the paragraphs, headings, items and rows that a reader sees."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from site_config.kit.html import EndTag, StartTag, Text, tokens
from site_config.kit.html.elements import INLINE

LINE_BREAK = "\n"
# A number with its comma or a word with its apostrophe is one word; a comma after it is another.
_WORD = re.compile(r"\n|\w+(?:[.,'’-]\w+)*|[^\w\s]")
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign, with the space before it and the inline tags around it."""

    text: str
    spaced: bool = True
    marks: tuple[StartTag, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What begins on a line of its own: the tags around it, and its words."""

    path: tuple[StartTag, ...]
    words: tuple[Word, ...]


def blocks_of(clean_html: str) -> list[Block]:
    """Cut HTML that came out of `html.clean` into its blocks; the empty ones are left out.

    A row of a table is one block. A space is a space, whatever it is made of. Attributes belong
    to the words, so that a link that leads elsewhere makes other words of its text.
    """
    reader = _Reader()
    for token in tokens(clean_html):
        match token:
            case StartTag():
                reader.start(token)
            case EndTag(name):
                reader.end(name)
            case Text(raw):
                reader.read(unescape(raw))
    reader.end_block()
    return reader.blocks


def words_of(text: str) -> tuple[Word, ...]:
    """The words of plain text."""
    return tuple(_words(text, ()))


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._path: list[StartTag] = []
        self._marks: list[StartTag] = []
        self._words: list[Word] = []
        self._rows = 0
        self._spaced = True

    def start(self, tag: StartTag) -> None:
        if tag.name in INLINE:
            self._marks.append(tag)
        elif tag.name == "br":
            self._add(Word(LINE_BREAK))
        elif tag.name == "img":
            self._add(Word(_picture(tag), marks=(tag,)))
        elif tag.name == "hr":
            self.end_block()
            self.blocks.append(Block((*self._path, tag), (Word("—"),)))
        else:
            self._start_block(tag)

    def end(self, name: str) -> None:
        if name in INLINE:
            self._marks.pop()
            return
        if name == "tr":
            self._rows -= 1
        self.end_block()
        self._path.pop()

    def read(self, text: str) -> None:
        if not any(tag.name == "pre" for tag in self._path):
            text = text.replace("\n", " ")
        for word in _words(text, tuple(self._marks), spaced=self._spaced):
            self._add(word)
        self._spaced = text[-1:].isspace() or (self._spaced and not text.strip())

    def end_block(self) -> None:
        """Close the block, unless a row is open: its cells stand side by side."""
        self._spaced = True
        if self._words and not self._rows:
            self.blocks.append(Block(tuple(self._path), tuple(self._words)))
            self._words = []

    def _start_block(self, tag: StartTag) -> None:
        self.end_block()
        if tag.name in _CELLS:
            self._add(Word("|", marks=(tag,)))
        self._path.append(tag)
        if tag.name == "tr":
            self._rows += 1

    def _add(self, word: Word) -> None:
        self._words.append(word)
        self._spaced = True


def _words(text: str, marks: tuple[StartTag, ...], *, spaced: bool = True) -> list[Word]:
    found = []
    end = 0
    for match in _WORD.finditer(text):
        after_space = match.start() > end or (spaced and match.start() == 0)
        found.append(Word(match[0], after_space, marks))
        end = match.end()
    return found


def _picture(tag: StartTag) -> str:
    attributes = dict(tag.attributes)
    return _("[Picture %(address)s: %(words)s]") % {
        "address": attributes.get("src", ""),
        "words": attributes.get("alt", ""),
    }
