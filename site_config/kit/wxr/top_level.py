"""The outermost elements of a piece of HTML, with their source untouched."""

import re
from dataclasses import dataclass

from site_config.kit.wxr.markup import TAG, VOID, plain

_BREAK = re.compile(r"<br\s*+/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """An outermost element, or text between two of them (then `tag` is empty).

    `source` is everything up to the next block, so that the sources in a row are the HTML
    again; `inner` is what stands between the tags.
    """

    tag: str
    attributes: str
    inner: str
    source: str

    @property
    def text(self) -> str:
        """The text alone, on one line."""
        return text_of(self.inner)

    @property
    def heading_level(self) -> int:
        """2 for `<h2>` and so on, 0 if it is no heading."""
        return int(self.tag[1]) if re.fullmatch("h[1-6]", self.tag) else 0


def text_of(html: str) -> str:
    """Return the text of `html` without tags, white space collapsed."""
    return " ".join(plain(TAG.sub("", _BREAK.sub(" ", html))).split())


def split_blocks(html: str) -> list[Block] | None:
    """Return the outermost blocks of `html`, None if its tags do not nest."""
    blocks: list[Block] = []
    open_tags: list[str] = []
    start, opening = 0, None
    for tag in TAG.finditer(html):
        name = tag["tag"].lower()
        if not open_tags:
            _add_text(blocks, html[start : tag.start()])
            start, opening = tag.start(), tag
        if tag["closing"]:
            if not open_tags or open_tags.pop() != name:
                return None
        elif name not in VOID:
            open_tags.append(name)
        if not open_tags and opening:
            inner = html[opening.end() : max(opening.end(), tag.start())]
            blocks.append(Block(name, opening["rest"], inner, html[start : tag.end()]))
            start = tag.end()
    if open_tags:
        return None
    _add_text(blocks, html[start:])
    return blocks


def _add_text(blocks: list[Block], text: str) -> None:
    """Add text as a block of its own; white space goes to the block before."""
    if text.strip() or (text and not blocks):
        blocks.append(Block("", "", text, text))
    elif text:
        last = blocks[-1]
        blocks[-1] = Block(last.tag, last.attributes, last.inner, last.source + text)
