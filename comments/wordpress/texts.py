"""From the HTML of a WordPress comment to the plain text that a comment is here."""

from collections.abc import Iterable
from html import unescape

from site_config.kit import html
from site_config.kit.html.elements import BLOCKS
from site_config.kit.html.tokens import EndTag, StartTag, Text, Token

# Blocks that follow each other without an empty line.
_ROWS = frozenset({"li", "tr", "td", "th"})


def text_of(content: str) -> str:
    """Return the text of a comment; its line ends count, as they do in WordPress.

    Behind the text of a link stands its bare address in brackets. A quotation becomes lines that
    begin with `>`, an entry of a list a line that begins with `-`. Raises `html.TooLong`.
    """
    lines = _Lines()
    lines.read(html.tokens(html.clean(content, html.ARTICLE)))
    return "\n".join(lines.finished).strip()


class _Lines:
    """Gathers lines of text from clean HTML; never two empty ones in a row."""

    def __init__(self) -> None:
        self.finished: list[str] = []
        self._line = ""
        self._depth = 0
        self._address = ""
        self._link_text = ""
        self._at_break = True

    def read(self, stream: Iterable[Token]) -> None:
        for token in stream:
            match token:
                case Text(raw):
                    self._text(unescape(raw))
                case StartTag("br"):
                    self._end_line()
                    self._at_break = True
                case StartTag("a", attributes):
                    self._address, self._link_text = dict(attributes).get("href", ""), ""
                case EndTag("a"):
                    self._end_link()
                case StartTag(name) | EndTag(name) if name in BLOCKS:
                    self._block(token)
        self._end_line()

    def _text(self, text: str) -> None:
        """Add text; a line end right behind a tag that breaks the line is that same break."""
        if self._at_break:
            text = text.lstrip(" ").removeprefix("\n")
        self._at_break = self._at_break and not text
        self._link_text += text
        first, *others = text.split("\n")
        self._line += first
        for other in others:
            self._end_line()
            self._line = other

    def _block(self, tag: StartTag | EndTag) -> None:
        if self._line.strip():
            self._end_line()
        if tag.name not in _ROWS:
            self._add("")
        if tag.name == "blockquote":
            self._depth += 1 if isinstance(tag, StartTag) else -1
        self._line = "- " if tag == StartTag("li") else ""
        self._at_break = True

    def _end_link(self) -> None:
        shown, address = self._link_text.strip(), self._address
        self._address = ""
        if not address.startswith(("http://", "https://")) or shown == address:
            return
        without_scheme = address.partition("//")[2].rstrip("/")
        if shown.rstrip("/") == without_scheme:
            self._line = self._line.removesuffix(self._link_text) + address
        else:
            self._line += f" ({address})"

    def _end_line(self) -> None:
        words, self._line = " ".join(self._line.split()), ""
        marks = "> " * self._depth if words else ""
        self._add(f"{marks}{words}")

    def _add(self, line: str) -> None:
        if line or (self.finished and self.finished[-1]):
            self.finished.append(line)
