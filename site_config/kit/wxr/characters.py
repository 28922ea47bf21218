"""From the bytes of an export to text an XML parser accepts, piece by piece.

Mended, each kind reported once with the line it was first seen on: bytes that are not
valid in the file's encoding, characters XML 1.0 forbids (section 2.2, "Char"), named
entities only HTML declares, and ampersands that start no reference. Line breaks are kept,
so that the parser's line numbers are the file's.
"""

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from site_config.kit.wxr.errors import WxrRefused
from site_config.kit.wxr.records import Problem

PIECE_BYTES = 64 * 1024

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"\A\s*+<\?xml\b[^<>]*\?>")
_DECLARED_ENCODING = re.compile(rb"""<\?xml[^<>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
# Encodings which keep ASCII as it is and never fail on a byte below 0x80.
_READABLE = re.compile(r"utf-8|ascii|iso8859-\d+|cp125\d|koi8-[ru]|shift_jis|euc_\w+|gb\w+|big5")

_IN_MARKUP = re.compile(r"<!\[CDATA\[|<!--|&(?:#?[0-9A-Za-z]{1,32};)?")
_SECTION_END = {"<![CDATA[": re.compile(r"\]\]>"), "<!--": re.compile("-->")}
_LONGEST_TOKEN = 40
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def read_text(stream: BinaryIO) -> Iterator[str | Problem]:
    """Yield the text of `stream` in pieces, each mend reported before its piece.

    The XML declaration is left out, as what it declares no longer holds. Raises
    `WxrRefused` for an empty file and for an encoding which cannot be read.
    """
    start = _fill(stream, b"")
    if not start:
        raise WxrRefused("The file is empty. Export the site from WordPress again.", 1)
    decoder = io.IncrementalNewlineDecoder(_decoder(start), translate=True)
    characters, references = CharacterFilter(), ReferenceFilter()
    piece, first = start, True
    while True:
        text = characters.filter(decoder.decode(piece, final=not piece))
        if first:
            text = _XML_DECLARATION.sub(_line_breaks, text)
            first = False
        text = references.filter(text, final=not piece)
        yield from characters.take_problems()
        yield from references.take_problems()
        if text:
            yield text
        if not piece:
            return
        piece = stream.read(PIECE_BYTES)


def _fill(stream: BinaryIO, piece: bytes) -> bytes:
    """Return the first piece, whole even if `stream` hands out its bytes one by one."""
    while len(piece) < PIECE_BYTES and (more := stream.read(PIECE_BYTES - len(piece))):
        piece += more
    return piece


def _line_breaks(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _decoder(start: bytes) -> codecs.IncrementalDecoder:
    """Return a decoder which turns invalid bytes into lone surrogates, to be found later."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _unreadable("UTF-16")
    if start.startswith(codecs.BOM_UTF8):
        return codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    declared = _DECLARED_ENCODING.search(start, 0, 1024)
    name = declared[1].decode("ascii", "replace") if declared else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        raise _unreadable(name) from None
    if not _READABLE.fullmatch(codec):
        raise _unreadable(name)
    if codec == "ascii":
        codec = "utf-8"
    return codecs.getincrementaldecoder(codec)("surrogateescape")


def _unreadable(name: str) -> WxrRefused:
    return WxrRefused(
        f"The file is in the encoding {name}, which cannot be read. Save it as UTF-8.", 1
    )


class CharacterFilter:
    """Drops the characters XML forbids and marks bytes that could not be decoded."""

    def __init__(self) -> None:
        self._line = 1
        self._reported: set[bool] = set()
        self._problems: list[Problem] = []

    def filter(self, text: str) -> str:
        """Return `text`, the next piece of the file, without forbidden characters."""
        for match in _FORBIDDEN.finditer(text):
            undecoded = _is_surrogate(match[0])
            if undecoded not in self._reported:
                self._report(undecoded, text, match)
            if len(self._reported) == 2:
                break
        filtered = _FORBIDDEN.sub(_replacement, text)
        self._line += text.count("\n")
        return filtered

    def take_problems(self) -> list[Problem]:
        """Return the problems found since the last call."""
        problems, self._problems = self._problems, []
        return problems

    def _report(self, undecoded: bool, text: str, match: re.Match[str]) -> None:
        self._reported.add(undecoded)
        line = self._line + text.count("\n", 0, match.start())
        if undecoded:
            message = "Bytes not valid in the file's encoding were replaced by U+FFFD, here first."
        else:
            message = (
                f"Characters that XML forbids were dropped, here first: U+{ord(match[0]):04X}."
            )
        self._problems.append(Problem(line, message))


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _replacement(match: re.Match[str]) -> str:
    return "\N{REPLACEMENT CHARACTER}" if _is_surrogate(match[0]) else ""


class ReferenceFilter:
    """Mends entity and character references outside CDATA sections and comments.

    Keeps back the last few characters of a piece, which may be the start of a token.
    """

    def __init__(self) -> None:
        self._held = ""
        self._line = 1
        self._section: str | None = None
        self._reported: set[str] = set()
        self._problems: list[Problem] = []

    def filter(self, text: str, *, final: bool) -> str:
        """Return the mended text up to what is kept back; nothing is if `final`."""
        buffer = self._held + text
        limit = len(buffer) if final else max(0, len(buffer) - _LONGEST_TOKEN)
        mended: list[str] = []
        position = 0
        while position < limit:
            pattern = _SECTION_END[self._section] if self._section else _IN_MARKUP
            match = pattern.search(buffer, position)
            if match is None or match.start() >= limit:
                mended.append(buffer[position:limit])
                position = limit
            else:
                mended += (buffer[position : match.start()], self._token(buffer, match))
                position = match.end()
        self._line += buffer.count("\n", 0, position)
        self._held = buffer[position:]
        return "".join(mended)

    def take_problems(self) -> list[Problem]:
        """Return the problems found since the last call."""
        problems, self._problems = self._problems, []
        return problems

    def _token(self, buffer: str, match: re.Match[str]) -> str:
        token = match[0]
        if self._section:
            self._section = None
            return token
        if token in _SECTION_END:
            self._section = token
            return token
        mended, message = _mended_reference(token)
        if message and message not in self._reported:
            self._reported.add(message)
            line = self._line + buffer.count("\n", 0, match.start())
            self._problems.append(Problem(line, message))
        return mended


def _mended_reference(reference: str) -> tuple[str, str]:
    """Return what stands for `reference` in XML and, if it was mended, what to report."""
    name = reference[1:-1]
    if name in _XML_ENTITIES:
        return reference, ""
    if name.startswith("#") and (number := _number(name[1:])) is not None:
        if number <= 0x10FFFF and (number in (9, 10, 13) or _is_allowed(number)):
            return reference, ""
        return "", "References to characters that XML forbids were dropped, here first."
    if characters := html5.get(f"{name};"):
        numeric = "".join(f"&#{ord(character)};" for character in characters)
        return numeric, "Entities of HTML, unknown to XML, were replaced, here first."
    return f"&amp;{reference[1:]}", "Ampersands not written as &amp; were mended, here first."


def _number(digits: str) -> int | None:
    if re.fullmatch("[0-9]+", digits):
        return int(digits)
    if re.fullmatch("x[0-9A-Fa-f]+", digits):
        return int(digits[1:], 16)
    return None


def _is_allowed(number: int) -> bool:
    return number >= 0x20 and not _FORBIDDEN.match(chr(number))
