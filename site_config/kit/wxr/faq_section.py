"""The numbered questions below a heading "Frequently Asked Questions"."""

import re
from dataclasses import dataclass, field

from site_config.kit.wxr.markup import attributes
from site_config.kit.wxr.top_level import Block, split_blocks, text_of

Faq = tuple[str, str]
"""A question in plain text and the HTML of its answer."""

_SECTION_HEADING = re.compile(
    r"(?:\d+[.)]\s*)?frequently asked questions\b(?:.{0,60}[^?])?", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:Q\s?)?(?P<number>\d{1,3})\s?[.):]\s*(?P<question>\S.*)", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*+/?>", re.IGNORECASE)
_LEADING_BREAKS = re.compile(r"(?:\s*+<br\s*+/?>)++", re.IGNORECASE)
_QUESTION_ELEMENTS = frozenset({"b", "h3", "h4", "h5", "h6", "p", "strong"})
_BLOCK_START = re.compile(r"\s*<(?:p|ul|ol|div|table|figure|blockquote|h[1-6]|pre)\b")


@dataclass(slots=True)
class _Entry:
    question: str
    answer: list[str] = field(default_factory=list)


def find_faqs(blocks: list[Block]) -> tuple[tuple[Faq, ...], list[Block]]:
    """Return the questions with their answers, and the blocks without them.

    The section ends with the next heading of its rank. If anything about it is in doubt
    (numbers with a gap, a question without an answer, text before the first question, more
    text after the last one than any other question has), nothing is taken.
    """
    headings = [
        index
        for index, block in enumerate(blocks)
        if block.heading_level in {2, 3} and _SECTION_HEADING.fullmatch(block.text)
    ]
    if len(headings) != 1:
        return (), blocks
    start = headings[0]
    section = _Section(blocks[start].heading_level)
    end = start + 1
    while end < len(blocks) and section.add(blocks[end]):
        end += 1
    faqs = section.faqs(at_end=end == len(blocks))
    return (faqs, blocks[:start] + blocks[end:]) if faqs else ((), blocks)


class _Section:
    """Reads the blocks below the heading, one by one."""

    def __init__(self, level: int) -> None:
        self._level = level
        self._question_tag = ""  # Questions come as one kind of block.
        self._entries: list[_Entry] = []
        self._in_doubt = False

    def add(self, block: Block) -> bool:
        """Take `block` in; return False if it is the first one behind the section."""
        questions = self._questions(block)
        if questions:
            self._question_tag = block.tag
            self._entries += questions
        elif 0 < block.heading_level <= self._level:
            return False
        elif not self._entries or (block.heading_level and block.tag == self._question_tag):
            self._in_doubt = True
        else:
            self._entries[-1].answer.append(block.source.strip())
        return True

    def faqs(self, *, at_end: bool) -> tuple[Faq, ...]:
        """Return the questions, none if in doubt; `at_end` if no heading ended the section."""
        sizes = [len(entry.answer) for entry in self._entries]
        if self._in_doubt or not sizes or 0 in sizes:
            return ()
        if at_end and sizes[-1] > max(sizes[:-1], default=1):
            return ()
        return tuple((entry.question, "\n".join(entry.answer)) for entry in self._entries)

    def _questions(self, block: Block) -> list[_Entry]:
        """Return the questions `block` asks, none if it belongs to an answer."""
        expected = len(self._entries) + 1
        if self._entries and block.tag != self._question_tag:
            return []
        if block.tag == "ol":
            return self._list_questions(block, expected)
        if block.heading_level:
            question, rest = block.text, ""
        elif block.tag == "p":
            question, rest = _question_and_rest(block.inner)
        else:
            return []
        numbered = _NUMBERED.fullmatch(question)
        if numbered is None or not (block.heading_level or question.endswith("?")):
            return []
        if int(numbered["number"]) != expected:
            ends_section = 0 < block.heading_level <= self._level
            self._in_doubt = self._in_doubt or not ends_section
            return []
        return [_entry(numbered["question"], rest)]

    def _list_questions(self, block: Block, expected: int) -> list[_Entry]:
        start = attributes(block.attributes).get("start", str(expected))
        items = [item for item in split_blocks(block.inner) or [] if item.tag == "li"]
        pairs = [_question_and_rest(item.inner) for item in items]
        if start != str(expected) or not all(question.endswith("?") for question, _ in pairs):
            return []
        return [_entry(question, rest) for question, rest in pairs]


def _question_and_rest(html: str) -> tuple[str, str]:
    """Return the text of the first element or line of `html`, and the HTML after it."""
    blocks = split_blocks(html)
    if blocks and blocks[0].tag == "" and not blocks[0].source.strip():
        blocks = blocks[1:]
    if blocks and blocks[0].tag in _QUESTION_ELEMENTS and blocks[0].text.endswith("?"):
        rest = "".join(block.source for block in blocks[1:])
        return blocks[0].text, _LEADING_BREAKS.sub("", rest, count=1)
    line, *after = _BREAK.split(html, maxsplit=1)
    rest = "".join(after)
    if split_blocks(rest) is None:  # The break is inside an element.
        return text_of(html), ""
    return text_of(line), _LEADING_BREAKS.sub("", rest, count=1)


def _entry(question: str, rest: str) -> _Entry:
    answer = rest.strip()
    if not answer:
        return _Entry(question)
    return _Entry(question, [answer if _BLOCK_START.match(answer) else f"<p>{answer}</p>"])
