"""Turns the plain text of a comment into HTML."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from site_config.kit.html.cleaning import clean, clean_normal, without_control_characters
from site_config.kit.html.policies import COMMENT

MAX_QUOTE_DEPTH = 2
MAX_LINK_CHARACTERS = 60

_QUOTE_MARKS = re.compile(rf"(?:> ?){{0,{MAX_QUOTE_DEPTH}}}")
# Invisible characters that turn the direction of writing would let an address look like another.
_ADDRESS = re.compile(
    r"(?<!\w)https?://[^\s<>\"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+", re.IGNORECASE
)
_AUTHORITY = re.compile(r"https?://([^/?#\\]*)", re.IGNORECASE)
# Last: the same marks in Chinese and Japanese.
_NO_END_OF_ADDRESS = ".,;:!?'*…»”\u2019\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def render_comment(source: str) -> SafeString:
    """Return the HTML of a comment that was typed as plain text.

    Blank lines part paragraphs, line ends are kept. Lines that begin with `>` or `>>` become a
    quotation; further marks are shown as typed. Web addresses become links with
    `rel="ugc nofollow"`; e-mail addresses do not. Any other character is shown as typed.

    The text may have any length that `clean` takes on after escaping, else `TooLong` is raised.
    """
    lines = (_quote_depth(line) for line in without_control_characters(source).split("\n"))
    html: list[str] = []
    depth = 0
    for line_depth, group in groupby(lines, key=lambda line: line[0]):
        html.append(_change_of_depth(depth, line_depth))
        html += _paragraphs(text for _, text in group)
        depth = line_depth
    html.append(_change_of_depth(depth, 0))
    text = "".join(html)
    # An address in which the sanitiser sees no host leaves a link that leads nowhere; it goes only
    # with the rest of what is not normal.
    cleaned = clean(text, COMMENT) if "<a " in text else clean_normal(text, COMMENT)
    return mark_safe(cleaned)  # noqa: S308


def _quote_depth(line: str) -> tuple[int, str]:
    marks = _QUOTE_MARKS.match(line)
    length = marks.end() if marks else 0
    return line.count(">", 0, length), line[length:].strip()


def _change_of_depth(before: int, after: int) -> str:
    if after > before:
        return '<blockquote dir="auto">' * (after - before)
    return "</blockquote>" * (before - after)


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    for filled, group in groupby(lines, key=bool):
        if filled:
            yield f'<p dir="auto">{"<br>".join(map(_with_links, group))}</p>'


def _with_links(line: str) -> str:
    parts: list[str] = []
    position = 0
    for found in _ADDRESS.finditer(line):
        address = _without_closing_punctuation(found[0])
        if _is_plain_address(address):
            parts += [escape(line[position : found.start()], quote=False), _link(address)]
            position = found.start() + len(address)
    parts.append(escape(line[position:], quote=False))
    return "".join(parts)


def _without_closing_punctuation(address: str) -> str:
    """Return the address without punctuation and unpaired brackets of the sentence around it."""
    unpaired = {
        close: address.count(close) - address.count(opening) for close, opening in _BRACKETS.items()
    }
    end = len(address)
    while end:
        last = address[end - 1]
        if unpaired.get(last, 0) > 0:
            unpaired[last] -= 1
        elif last not in _NO_END_OF_ADDRESS:
            break
        end -= 1
    return address[:end]


def _is_plain_address(address: str) -> bool:
    """Say whether the address has a host and no user name, which serves only to deceive."""
    authority = _AUTHORITY.match(address)
    if authority is None or not authority[1] or "@" in authority[1]:
        return False
    return COMMENT.link_address(address) == address


def _link(address: str) -> str:
    shown = address
    if len(shown) > MAX_LINK_CHARACTERS:
        shown = shown[: MAX_LINK_CHARACTERS - 1] + "…"
    return f'<a href="{escape(address)}">{escape(shown, quote=False)}</a>'
