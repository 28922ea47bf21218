"""The children of `<channel>`, one after the other, from text handed over in pieces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from site_config.kit.wxr.errors import WxrBroken, WxrError, WxrRefused
from site_config.kit.wxr.names import NameTable
from site_config.kit.wxr.records import Problem

ITEM_LIMIT = 10 * 1024 * 1024
"""Characters one child of `<channel>` may hold, comments of an item included."""

_ELEMENT_COST = 16  # Characters an element without text counts for.
_DEEPEST = 64
_LONGEST_TOKEN = 1024 * 1024  # Bytes of one tag or XML comment.
_RECORD_DEPTH = 3  # <rss>, <channel>, <item>


@dataclass(slots=True)
class Element:
    """An element with its text, its attributes and the line it starts on."""

    name: str
    attributes: Mapping[str, str]
    line: int
    pieces: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)
    oversized: bool = False

    @property
    def text(self) -> str:
        """The element's own text, as it stands in the file."""
        return "".join(self.pieces)

    def child_text(self, name: str) -> str:
        """Return the text of the first child called `name`, "" if there is none."""
        return next((child.text for child in self.children if child.name == name), "")

    def child_value(self, name: str) -> str:
        """Return `child_text` without the white space around it."""
        return self.child_text(name).strip()


class ElementReader:
    """Turns text into the children of `<channel>`; keeps one of them in memory at a time.

    A child larger than `ITEM_LIMIT` comes out empty and marked as oversized. `stopped`
    becomes True if something other than XML follows the end; nothing more is read then.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._names = NameTable()
        self._finished: list[Element | Problem] = []
        self._open: list[Element] = []
        self._depth = 0
        self._size = 0
        self._fed_bytes = 0
        self._beginning = ""
        self._in_channel = False
        self._closed = False
        self.stopped = False

    def feed(self, text: str, *, final: bool = False) -> WxrError | None:
        """Read on; return why reading cannot go on, None if it can.

        What was finished before the failure is there for `take`.
        """
        self._beginning = self._beginning or text.strip()[:60]
        self._fed_bytes += len(text.encode())
        try:
            self._parser.Parse(text, final)
        except WxrError as error:
            return error
        except expat.ExpatError as error:
            return self._failure(error, final)
        if self._fed_bytes - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            return WxrBroken(
                "A tag or XML comment starts here and does not end within 1 MB. "
                "Export the site from WordPress again.",
                self._parser.CurrentLineNumber,
            )
        if final and not self._in_channel:
            return self._not_an_export()
        return None

    def take(self) -> list[Element | Problem]:
        """Return what was finished since the last call, in the order of the file."""
        finished, self._finished = self._finished, []
        return finished

    def _failure(self, error: expat.ExpatError, final: bool) -> WxrError | None:
        if self._closed and self._in_channel:
            self.stopped = True
            message = (
                "What follows the end of the export was not read. If it is another export, "
                "import it as a file of its own."
            )
            self._finished.append(Problem(error.lineno, message, skipped=True))
            return None
        if not self._in_channel:
            return self._not_an_export()
        if final:
            return WxrBroken(
                "The file breaks off here, before </rss>. Export the site from WordPress "
                "again, or copy the file again if it was cut on the way.",
                error.lineno,
            )
        return WxrBroken(
            f"The file is not XML from here on ({expat.ErrorString(error.code)}). Mend this "
            "line in a text editor, or export the site from WordPress again.",
            error.lineno,
        )

    def _not_an_export(self) -> WxrRefused:
        return WxrRefused(
            "This is not a WordPress export: no <rss> with a <channel> was found. It begins "
            f"with {self._beginning!r}. Export the site with Tools > Export in WordPress.",
            1,
        )

    def _doctype(self, name: str, *_declaration: object) -> None:
        raise WxrRefused(
            f"The file declares a document type ({name}), which could hide other files or "
            "endless text and which no WordPress export has. Export the site again.",
            self._parser.CurrentLineNumber,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        line = self._parser.CurrentLineNumber
        if self._depth > _DEEPEST:
            raise WxrBroken(f"Elements are nested more than {_DEEPEST} deep.", line)
        self._names.declare(attributes)
        if prefix := self._names.missing(name):
            message = f"The prefix {prefix}: is used but not declared; read as WordPress's own."
            self._finished.append(Problem(line, message))
        if self._depth == 1 and name != "rss":
            raise WxrRefused(
                f"This is not a WordPress export: its outermost element is <{name}>, not <rss>. "
                "Export the site with Tools > Export in WordPress.",
                line,
            )
        if self._depth == _RECORD_DEPTH - 1:
            self._in_channel = self._in_channel or name == "channel"
        elif self._depth >= _RECORD_DEPTH and self._in_channel:
            self._open_element(Element(self._names.usual(name), attributes, line))

    def _open_element(self, element: Element) -> None:
        if self._depth == _RECORD_DEPTH:
            self._open = [element]
            self._size = 0
        elif not self._open[0].oversized:
            self._open[-1].children.append(element)
            self._open.append(element)
        self._count(_ELEMENT_COST + sum(map(len, element.attributes.values())))

    def _characters(self, text: str) -> None:
        if self._open and not self._open[0].oversized:
            self._open[-1].pieces.append(text)
            self._count(len(text))

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > ITEM_LIMIT and not self._open[0].oversized:
            record = self._open[0]
            self._open = [Element(record.name, {}, record.line, oversized=True)]

    def _end(self, _name: str) -> None:
        if self._depth == _RECORD_DEPTH and self._open:
            self._finished.append(self._open.pop(0))
            self._open = []
        elif self._open and not self._open[0].oversized:
            self._open.pop()
        self._depth -= 1
        self._closed = self._depth == 0
