"""The words of an HTML text, without its markup."""

import re
from html import unescape

from site_config.kit.html.cleaning import without_control_characters
from site_config.kit.html.elements import BLOCKS
from site_config.kit.html.tokens import EndTag, StartTag, Text, tokens

_CELLS = frozenset({"td", "th"})
_TURNS_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain_text(html: str) -> str:
    """Return the text of cleaned HTML, for search, descriptions and word counts.

    Each block and each `br` ends a line, table cells of a row share one; runs of white space
    (line breaks of the source and no-break spaces too) become one space, empty lines vanish.
    """
    parts: list[str] = []
    for token in tokens(html):
        match token:
            case Text(raw):
                parts.append(unescape(raw).replace("\n", " "))
            case StartTag(name) | EndTag(name) if name in _CELLS:
                parts.append(" ")
            case StartTag(name) | EndTag(name) if name in BLOCKS or name == "br":
                parts.append("\n")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def word_count(text: str) -> int:
    """Return the number of words: pieces between white space with a letter or digit in them."""
    return sum(any(map(str.isalnum, piece)) for piece in text.split())


def one_line(text: str) -> str:
    """Plain text as it may stand in a title or a name: one line without invisible orders.

    Control characters break XML feeds; characters that turn the direction of writing would turn
    the page around the text as well.
    """
    return " ".join(_TURNS_DIRECTION.sub("", without_control_characters(text)).split())
