"""Reading tags of HTML that may be broken: expressions that take linear time on any text."""

import re
from html import escape, unescape

TAG = re.compile(r"<(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9:-]*+)(?=[\s/>])(?P<rest>[^<>]*+)>")
"""A start or end tag. A value holding ">" ends the tag early."""

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
"""Elements without an end tag."""

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
# Without the semicolon, "&copy=1" in an address is two arguments, no copyright sign.
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]|/|[\w.-]+/", re.IGNORECASE)
_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE PRIME}"
_LONGEST_QUOTE = 200


def plain(text: str) -> str:
    """Return `text` with its entities resolved."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def attributes(text: str) -> dict[str, str]:
    """Return the attributes written in `text` by lower-case name, entities resolved."""
    found = _ATTRIBUTE.findall(text)
    return {name.lower(): plain(value).strip(_QUOTES) for name, value in found}


def link(address: str) -> str:
    """Return a link to `address` which shows it, "" if it is not one of the web or the site."""
    address = address.strip()
    if not _ADDRESS.match(address):
        return ""
    if address.startswith("//"):
        address = f"https:{address}"
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def quoted(source: str) -> str:
    """Return `source` on one line and not longer than a report can show."""
    line = " ".join(source[: 2 * _LONGEST_QUOTE].split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
