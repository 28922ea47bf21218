"""What authors of health sites typed into the text, for want of a field in WordPress.

A byline ("By: Jane Doe") in the first paragraph, a numbered section "Frequently Asked
Questions", and the line "This article is in the category X and created by TEAM". Only what
is beyond doubt is taken out of the text; the rest stays where it is.
"""

import re
from dataclasses import dataclass

from site_config.kit.wxr.faq_section import Faq, find_faqs
from site_config.kit.wxr.top_level import Block, split_blocks

_BYLINE = re.compile(r"by(?P<colon>\s?:)?\s(?P<name>.{2,100})", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[|:;!?\d]")
# Words of a name that begin with a small letter.
_PARTICLES = frozenset({"and", "da", "de", "del", "der", "di", "la", "of", "the", "van", "von"})
_LONGEST_NAME = 8  # Words, if no colon says that it is a name.

_FOOTER = re.compile(
    r"this article is in the category (?P<category>.{1,100}?) "
    r"and created by (?P<team>.{1,100}?)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The fields found, and the HTML without them; `faqs` are (question, HTML of the answer)."""

    byline: str | None
    faqs: tuple[Faq, ...]
    category: str | None
    team: str | None
    body: str


def extract(html: str) -> Extracted:
    """Take byline, FAQs, category and team out of `html`, as `blocks.to_html` returns it.

    HTML whose tags do not nest is left as it is.
    """
    blocks = split_blocks(html)
    if blocks is None:
        return Extracted(None, (), None, None, html)
    byline, blocks = _take_byline(blocks)
    category, team, blocks = _take_footer(blocks)
    faqs, blocks = find_faqs(blocks)
    body = "".join(block.source for block in blocks)
    if not (byline or faqs or category):
        body = html
    return Extracted(byline, faqs, category, team, body)


def _take_byline(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    first = next((index for index, block in enumerate(blocks) if block.tag == "p"), None)
    if first is None or "<img" in blocks[first].inner:
        return None, blocks
    match = _BYLINE.fullmatch(blocks[first].text)
    if match is None or not _is_name(match["name"], told=bool(match["colon"])):
        return None, blocks
    return match["name"], blocks[:first] + blocks[first + 1 :]


def _is_name(text: str, *, told: bool) -> bool:
    """Return whether `text` can only be a name; `told` if a colon announced one."""
    if _NOT_IN_A_NAME.search(text):
        return False
    words = text.replace("&", " ").split()
    capitalised = all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    return told or (len(words) <= _LONGEST_NAME and capitalised and not text.endswith("."))


def _take_footer(blocks: list[Block]) -> tuple[str | None, str | None, list[Block]]:
    matches = [
        (index, match)
        for index, block in enumerate(blocks)
        if block.tag in {"", "p"} and (match := _FOOTER.fullmatch(block.text))
    ]
    if len(matches) != 1:
        return None, None, blocks
    index, match = matches[0]
    return match["category"], match["team"], blocks[:index] + blocks[index + 1 :]
