"""Brings pasted and imported markup into the few shapes that the site knows.

The model is that of rich-text editors: blocks hold text, and each run of text carries marks (bold,
link, ...). Marks and paragraphs open only when text arrives in them. That alone removes empty
paragraphs and empty links, keeps blocks out of inline elements, merges neighbouring runs of the
same format, and makes the result its own normal form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from site_config.kit.html.elements import BLOCKS, HEADINGS, INLINE, LISTS, RENAMED
from site_config.kit.html.policies import Policy
from site_config.kit.html.tokens import EndTag, StartTag, Text, Token

_FLOW = frozenset({"", "blockquote", "li", "td", "th", "figure", "figcaption", "caption"})
_SECTIONS = frozenset({"thead", "tbody"})
_PARENTS = {
    "li": LISTS,
    "figcaption": frozenset({"figure"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": _SECTIONS,
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
_MAX_DEPTH = 100  # parsers slow down with the square of the depth, browsers flatten beyond 512
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open element of the source and what it means for the text directly inside it.

    `opened` are the elements written for it, `container` is the innermost of all that are open,
    `depth` their number. `leaf` is the paragraph or heading that its text belongs in, `marks` the
    format of its text.
    """

    block: bool = True
    opened: tuple[str, ...] = ()
    container: str = ""
    depth: int = 0
    leaf: StartTag | None = None
    marks: tuple[StartTag, ...] = ()


def normalised(stream: Iterable[Token], policy: Policy) -> list[Token]:
    """Return the tokens of a text in normal form, with no element outside the policy.

    The stream is what `policy.reader` let through. Blocks that the policy does not know become
    paragraphs; inline elements that it does not know leave their text.
    """
    writer = _Writer(policy)
    for token in stream:
        match token:
            case Text(raw):
                writer.text(raw)
            case StartTag():
                writer.start(token)
            case EndTag():
                writer.end()
    return writer.finished()


class _Writer:
    def __init__(self, policy: Policy) -> None:
        self._tags = policy.tags
        self._written: list[Token] = []
        self._frames = [_Frame()]
        self._open_leaf: str | None = None
        self._open_marks: list[StartTag] = []
        self._line_begun = False

    def finished(self) -> list[Token]:
        self._close_leaf()
        return self._written

    def start(self, tag: StartTag) -> None:
        name = RENAMED.get(tag.name, tag.name)
        if name == "br":
            self._break_line()
        elif name == "hr":
            self._rule()
        elif name == "img":
            self._image(tag)
        elif name in INLINE:
            outer = self._frames[-1]
            marks = tuple(mark for mark in _marks(name, tag, outer.marks) if self._knows(mark))
            self._frames.append(replace(outer, block=False, opened=(), marks=marks))
        else:
            self._frames.append(self._block(StartTag(name, tag.attributes)))

    def end(self) -> None:
        frame = self._frames.pop()
        if frame.block:
            self._close_leaf()
            self._written += [EndTag(name) for name in reversed(frame.opened)]

    def text(self, raw: str) -> None:
        frame = self._frames[-1]
        if frame.container == "pre":
            self._preformatted(raw)
        elif not raw.replace("&nbsp;", " ").isspace():
            self._open()
            self._written.append(Text(raw))
        elif self._line_begun:
            self._close_marks()
            self._written.append(Text(raw))
        elif frame.leaf is None and (kept := raw.replace("&nbsp;", "")):
            self._written.append(Text(kept))

    def _preformatted(self, raw: str) -> None:
        last = self._written[-1]
        if isinstance(last, StartTag) and last.name == "pre" and not self._wanted_marks():
            # A parser drops a line break after <pre>: it would go at the next cleaning.
            raw = raw.lstrip("\n")
        if raw:
            self._open()
            self._written.append(Text(raw))

    def _break_line(self) -> None:
        if self._line_begun and "br" in self._tags:
            self._close_marks()
            self._written.append(StartTag("br"))

    def _rule(self) -> None:
        if self._frames[-1].container in _FLOW:
            self._close_leaf()
            if "hr" in self._tags:
                self._written.append(StartTag("hr"))

    def _image(self, tag: StartTag) -> None:
        if "img" in self._tags and any(name == "src" for name, _ in tag.attributes):
            self._open()
            self._written.append(tag)

    def _block(self, tag: StartTag) -> _Frame:
        outer = self._frames[-1]
        if outer.container == "pre":
            return self._code_line(outer)
        self._close_leaf()
        known = tag.name in self._tags and _fits(tag.name, outer)
        if known and tag.name != "p" and tag.name not in HEADINGS:
            return self._structure(tag, outer)
        leaf: StartTag | None = tag if known else _paragraph(tag)
        if outer.container not in _FLOW:
            leaf = None
        elif outer.leaf is not None and outer.leaf.name in HEADINGS:
            leaf = outer.leaf
        return replace(outer, block=True, opened=(), leaf=leaf)

    def _code_line(self, outer: _Frame) -> _Frame:
        """Begin a line of code: listings are pasted with one block for each line."""
        last = self._written[-1]
        if self._line_begun and not (isinstance(last, Text) and last.raw.endswith("\n")):
            self._written.append(Text("\n"))
        return replace(outer, block=False, opened=())

    def _structure(self, tag: StartTag, outer: _Frame) -> _Frame:
        opened: tuple[str, ...] = (tag.name,)
        if tag.name in LISTS and outer.container in LISTS:
            # Office programs put a nested list beside the item that it belongs to.
            self._reopen_item()
            opened = ("li", tag.name)
        self._written.append(tag)
        depth = outer.depth + len(opened)
        return _Frame(opened=opened, container=tag.name, depth=depth, marks=outer.marks)

    def _reopen_item(self) -> None:
        for index in range(len(self._written) - 1, -1, -1):
            token = self._written[index]
            if token == EndTag("li"):
                del self._written[index]
                return
            if not (isinstance(token, Text) and token.raw.isspace()):
                break
        self._written.append(StartTag("li"))

    def _open(self) -> None:
        """Open the paragraph and exactly the marks of the text that comes next."""
        frame = self._frames[-1]
        if frame.leaf is not None and self._open_leaf is None:
            self._written.append(frame.leaf)
            self._open_leaf = frame.leaf.name
        elif not self._line_begun and self._written and _runs_on(self._written[-1]):
            # A block without text stood here; its neighbours must not become one word.
            self._written.append(Text("\n"))
        kept = self._close_marks()
        for mark in self._wanted_marks()[kept:]:
            self._written.append(mark)
            self._open_marks.append(mark)
        self._line_begun = True

    def _wanted_marks(self) -> tuple[StartTag, ...]:
        frame = self._frames[-1]
        if frame.leaf is not None and frame.leaf.name in HEADINGS:
            return tuple(mark for mark in frame.marks if mark.name != "strong")
        return frame.marks

    def _close_marks(self) -> int:
        """Close the marks that the text to come does not carry; return how many stay open."""
        kept = 0
        for is_open, wanted in zip(self._open_marks, self._wanted_marks(), strict=False):
            if is_open != wanted:
                break
            kept += 1
        self._close_all_marks_after(kept)
        return kept

    def _close_all_marks_after(self, kept: int) -> None:
        self._written += [EndTag(mark.name) for mark in reversed(self._open_marks[kept:])]
        del self._open_marks[kept:]

    def _close_leaf(self) -> None:
        self._close_all_marks_after(0)
        if self._open_leaf is not None:
            self._written.append(EndTag(self._open_leaf))
            self._open_leaf = None
        self._line_begun = False

    def _knows(self, mark: StartTag) -> bool:
        return mark.name in self._tags


def _runs_on(token: Token) -> bool:
    """Say whether text right after the token would be on the same line and touch it."""
    if isinstance(token, Text):
        return not token.raw.isspace()
    return token.name not in BLOCKS


def _fits(name: str, outer: _Frame) -> bool:
    if name in _PARENTS:
        return outer.container in _PARENTS[name]
    return outer.depth < _MAX_DEPTH


def _paragraph(tag: StartTag) -> StartTag:
    """Return the paragraph that stands for a block that is unknown here."""
    return StartTag("p", tuple(pair for pair in tag.attributes if pair[0] in ("dir", "lang")))


def _marks(name: str, tag: StartTag, outer: tuple[StartTag, ...]) -> list[StartTag]:
    """Return the format of text inside an inline element, given the format around it.

    A style counts as the element that means the same; `font-weight:normal` on the `b` in which
    Google Docs wraps a whole document means that nothing is bold.
    """
    style = _declarations(dict(tag.attributes).get("style", ""))
    wanted = {} if name == "span" else {name: True}
    if weight := style.get("font-weight"):
        wanted["strong"] = weight in _BOLD
    if slope := style.get("font-style"):
        wanted["em"] = slope in ("italic", "oblique")
    if "line-through" in style.get("text-decoration", ""):
        wanted["s"] = True
    if (shift := style.get("vertical-align")) in ("sub", "super"):
        wanted["sub" if shift == "sub" else "sup"] = True
    marks = [mark for mark in outer if wanted.get(mark.name, True)]
    carried = {mark.name for mark in marks}
    attributes = tuple(pair for pair in tag.attributes if pair[0] != "style")
    for mark, on in wanted.items():
        if on and mark not in carried and (mark != "a" or "href" in dict(attributes)):
            marks.append(StartTag(mark, attributes if mark == name else ()))
    return marks


def _declarations(style: str) -> dict[str, str]:
    """Return the properties of a style attribute, in lower case and without `!important`."""
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.partition("!")[0].strip() for name, _, value in pairs}
