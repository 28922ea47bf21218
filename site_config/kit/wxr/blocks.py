"""From the content of a WordPress post to plain HTML."""

import re
from dataclasses import dataclass

from site_config.kit.wxr.markup import quoted
from site_config.kit.wxr.media import link_media
from site_config.kit.wxr.paragraphs import add_paragraphs
from site_config.kit.wxr.shortcodes import replace_shortcodes

_BLOCK = re.compile(r"\s*+/?wp:[a-z]")
_MARK = re.compile(r"\s*+(?:more|nextpage|noteaser)\b")
_PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Converted:
    """Plain HTML, and what could not be carried over.

    Each of `leftovers` is the thing as it stood in the content, shortened, and told once:
    `[gallery ids="1,2"]`, `<!--more-->`, `<iframe src="...">`, an address that was shown as
    a player.
    """

    html: str
    leftovers: tuple[str, ...]


def to_html(content: str, *, wpautop: bool = True) -> Converted:
    """Convert the content or excerpt of an item. The result is NOT sanitised.

    Comments are dropped, and with them the marks of the block editor; players, frames and
    shortcodes become links, figures or nothing. With `wpautop`, blank lines become
    paragraphs; content of the block editor has its paragraphs already and gets none, as in
    WordPress.
    """
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    text, marks, has_blocks = _without_comments(text)
    text, media = link_media(text)
    text, shortcodes = replace_shortcodes(text)
    if wpautop and not has_blocks:
        text = add_paragraphs(text)
    return Converted(text.strip(), tuple(dict.fromkeys([*marks, *media, *shortcodes])))


def _without_comments(text: str) -> tuple[str, list[str], bool]:
    """Return the text without comments, those which stood for something, and if it had blocks."""
    pieces: list[str] = []
    found: list[str] = []
    has_blocks = False
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 2)
        if end < 0:
            found.append(quoted(text[start:]))
            break
        pieces.append(text[position:start])
        position = end + len("-->")
        inside = text[start + len("<!--") : end]
        is_block, is_mark = _BLOCK.match(inside) is not None, _MARK.match(inside) is not None
        has_blocks = has_blocks or is_block
        if is_mark:
            pieces.append(_PARAGRAPH_BREAK)
        if is_block and text.startswith("\n", position):
            position += 1  # The line was the comment's own.
        if is_mark or (is_block and inside.endswith("/")):
            found.append(quoted(f"<!--{inside}-->"))
    # A comment without an end would swallow the rest of the page.
    pieces.append(text[position:].replace("<!--", "&lt;!--"))
    return "".join(pieces), found, has_blocks
