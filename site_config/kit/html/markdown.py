"""Clean HTML as Markdown, for programs that read it rather than browsers."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from site_config.kit.html.elements import BLOCKS, HEADINGS, LISTS
from site_config.kit.html.tokens import EndTag, StartTag, Text, tokens

_MARKS = {"strong": "**", "em": "*", "s": "~~", "code": "`"}
# What Markdown would take for its own; digits with a full stop only where a line begins.
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s)")
_ITEM = re.compile(r"^([-+])(?=\s)")


def escaped(text: str) -> str:
    """Plain text on one line, none of which Markdown takes for markup."""
    return _not_a_list(_SPECIAL.sub(r"\\\g<0>", " ".join(text.split())))


def markdown(html: str, *, base: str) -> str:
    """Return the Markdown of cleaned HTML; addresses within the site are made whole by `base`.

    Tables become those of GitHub. What Markdown has no sign for keeps its words.
    """
    writer = _Writer(base)
    for token in tokens(html):
        match token:
            case StartTag():
                writer.start(token)
            case EndTag(name):
                writer.end(name)
            case Text(raw):
                writer.text(unescape(raw))
    return writer.written()


@dataclass
class _Margin:
    """What a list or a quotation puts before its first line, and before every other one."""

    first: str
    others: str


class _Writer:
    """Collects the words of a block, and writes it when it ends."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.margins: list[_Margin] = []
        # The number of the next item, from the outermost list in; None where they have none.
        self.lists: list[int | None] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self.heading = ""
        self.is_table_begun = False
        # In `pre`, and in `code`, where nothing is taken for markup.
        self.is_literal = False
        self.is_code = False

    def start(self, tag: StartTag) -> None:
        attributes = dict(tag.attributes)
        self.is_code = self.is_code or tag.name == "code"
        if tag.name in _MARKS:
            self.words.append("" if self.is_literal else _MARKS[tag.name])
        elif tag.name == "a":
            self.links.append(urljoin(self.base, attributes.get("href", "")))
            self.words.append("[")
        elif tag.name == "img":
            address = urljoin(self.base, attributes.get("src", ""))
            self.words.append(f"![{escaped(attributes.get('alt', ''))}]({_in_link(address)})")
        elif tag.name == "br":
            self.words.append("\\\n")
        elif tag.name in BLOCKS:
            self._begin(tag.name, attributes)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._end_block()
        if name in HEADINGS:
            self.heading = "#" * int(name[1]) + " "
        elif name in LISTS:
            self.lists.append(int(attributes.get("start", "1")) if name == "ol" else None)
        elif name == "li":
            sign = self._next_sign()
            self.margins.append(_Margin(sign, " " * len(sign)))
        elif name == "blockquote":
            self.margins.append(_Margin("> ", "> "))
        elif name == "pre":
            self.is_literal = True
        elif name == "hr":
            self._write("---")
        elif name == "table":
            self.is_table_begun = False

    def _next_sign(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "

    def end(self, name: str) -> None:
        self.is_code = self.is_code and name != "code"
        if name in _MARKS:
            self._end_mark("" if self.is_literal else _MARKS[name])
        elif name == "a":
            self.words.append(f"]({_in_link(self.links.pop())})")
        elif name in {"td", "th"}:
            self.cells.append(self._taken().replace("\\\n", " "))
        elif name == "tr":
            self._end_row()
        elif name == "pre":
            self._end_code()
        elif name in BLOCKS:
            self._end_block()
            if name in LISTS:
                self.lists.pop()
            elif name in {"li", "blockquote"}:
                self.margins.pop()

    def _end_mark(self, mark: str) -> None:
        """A space before it would keep Markdown from seeing the mark."""
        ends_with_space = bool(self.words) and self.words[-1].endswith(" ")
        if ends_with_space:
            self.words[-1] = self.words[-1].rstrip()
        self.words.append(f"{mark} " if ends_with_space else mark)

    def text(self, words: str) -> None:
        line = words if self.is_literal else _SPACE.sub(" ", words)
        is_code = self.is_literal or self.is_code
        self.words.append(line if is_code else _SPECIAL.sub(r"\\\g<0>", line))

    def _taken(self) -> str:
        words = "".join(self.words).strip()
        self.words.clear()
        return words

    def _end_block(self) -> None:
        words = self._taken()
        if words:
            self._write(self.heading + _not_a_list(words))
        self.heading = ""

    def _end_row(self) -> None:
        line = f"| {' | '.join(self.cells)} |"
        if self.is_table_begun:
            self.blocks[-1] += "\n" + "".join(each.others for each in self.margins) + line
        else:
            self._write(f"{line}\n|{' --- |' * len(self.cells)}")
        self.is_table_begun = True
        self.cells.clear()

    def _end_code(self) -> None:
        code = "".join(self.words).strip("\n")
        self.words.clear()
        self.is_literal = False
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        self._write(f"{fence}\n{code}\n{fence}")

    def _write(self, block: str) -> None:
        first = "".join(each.first for each in self.margins)
        others = "".join(each.others for each in self.margins)
        for each in self.margins:
            each.first = each.others
        self.blocks.append(first + block.replace("\n", f"\n{others}"))

    def written(self) -> str:
        self._end_block()
        return "\n\n".join(self.blocks)


def _not_a_list(line: str) -> str:
    """Words that begin like an item of a list, and are none."""
    return _ITEM.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", line))


def _in_link(address: str) -> str:
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
