"""Two versions of a text as one text with <ins> and <del>."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.diffing.aligning import Budget, counterparts, stretches
from articles.diffing.blocks import LINE_BREAK, Block, Word, blocks_of, words_of
from site_config.kit.html import StartTag

# Unchanged blocks in a row that are told as a number, and unchanged words as three dots.
_FOLDED_BLOCKS = 4
_FOLDED_WORDS = 40
_WORDS_BESIDE_A_FOLD = 12
_SHOWN_MARKS = frozenset({"abbr", "code", "em", "s", "strong", "sub", "sup"})
# What a block looks like: by the innermost of its tags that has a look of its own.
_LOOKS = frozenset(
    {"blockquote", "caption", "figcaption", "h2", "h3", "h4", "hr", "li", "pre", "tr"}
)


@dataclass(frozen=True)
class _Piece:
    """Words in a row that stayed, came or went; links are told where they are what differs."""

    kind: str
    words: Sequence[Word]
    tells_addresses: bool = False


@dataclass(frozen=True)
class _Line:
    """A block of either text or of both."""

    path: tuple[StartTag, ...]
    pieces: list[_Piece]

    @property
    def is_unchanged(self) -> bool:
        return all(piece.kind == "equal" for piece in self.pieces)


def text_diff(before_html: str, after_html: str, *, fold: bool = True) -> SafeString:
    """What became of a text, as HTML with <ins> and <del> around the words that differ.

    Both are HTML out of `html.clean`. Blocks (paragraphs, headings, items, rows) are aligned,
    then the words inside those that changed. With `fold`, long stretches without a change are
    told in a few words. Without the <ins>, the words are those of `before_html`; without the
    <del>, those of `after_html`; equal texts have neither. Its cost is bounded: of texts that
    share too much in too many places, whole blocks are marked.
    """
    lines = _lines(blocks_of(before_html), blocks_of(after_html))
    parts = _folded(lines) if fold else map(_line, lines)
    return format_html_join("", "{}", ((part,) for part in parts))


def line_diff(before: str, after: str) -> SafeString:
    """The same for plain text on one line: a title, a caption."""
    pieces = _pieces(words_of(before), words_of(after), Budget())
    return _joined(_piece(piece) for piece in pieces)


def _lines(before: list[Block], after: list[Block]) -> list[_Line]:
    budget = Budget()
    lines: list[_Line] = []
    for kind, i, j, k, l in stretches(before, after, budget):  # noqa: E741
        if kind == "equal":
            lines += [_Line(b.path, [_Piece("equal", b.words)]) for b in after[k:l]]
        else:
            lines += _changed(before[i:j], after[k:l], budget)
    return lines


def _changed(before: list[Block], after: list[Block], budget: Budget) -> Iterator[_Line]:
    """What became of some blocks: pairs with their changed words, and what went or came whole."""
    i = k = 0
    for next_i, next_k in [*counterparts(before, after), (len(before), len(after))]:
        yield from (
            _Line(b.path, [_Piece("delete", b.words, tells_addresses=True)])
            for b in before[i:next_i]
        )
        yield from (
            _Line(b.path, [_Piece("insert", b.words, tells_addresses=True)])
            for b in after[k:next_k]
        )
        if next_i < len(before):
            pair = before[next_i], after[next_k]
            yield _Line(pair[1].path, list(_pieces(pair[0].words, pair[1].words, budget)))
        i, k = next_i + 1, next_k + 1


def _pieces(before: Sequence[Word], after: Sequence[Word], budget: Budget) -> Iterator[_Piece]:
    for kind, i, j, k, l in stretches(before, after, budget):  # noqa: E741
        if kind == "equal":
            yield _Piece("equal", after[k:l])
            continue
        old, new = before[i:j], after[k:l]
        moved = _links(old) != _links(new)
        if old:
            yield _Piece("delete", old, moved)
        if new:
            yield _Piece("insert", new, moved)


def _links(words: Sequence[Word]) -> set[StartTag]:
    return {mark for word in words for mark in word.marks if mark.name == "a"}


# --- As HTML -----------------------------------------------------------------------------------


def _folded(lines: list[_Line]) -> Iterator[SafeString]:
    for unchanged, group in groupby(lines, key=lambda line: line.is_unchanged):
        stretch = list(group)
        if not unchanged or len(stretch) < _FOLDED_BLOCKS:
            yield from (_line(line, fold=True) for line in stretch)
            continue
        first, *hidden, last = stretch
        yield _line(first, fold=True)
        yield format_html(
            '<p class="diff-fold">{}</p>',
            ngettext(
                "… %(count)d unchanged paragraph", "… %(count)d unchanged paragraphs", len(hidden)
            )
            % {"count": len(hidden)},
        )
        yield _line(last, fold=True)


def _line(line: _Line, *, fold: bool = False) -> SafeString:
    names = [tag.name for tag in line.path if tag.name in _LOOKS]
    look = names[-1] if names else "p"
    words = _joined(_piece(piece, fold=fold) for piece in line.pieces)
    return format_html('<p class="diff-block diff-{}">{}</p>', look, words)


def _piece(piece: _Piece, *, fold: bool = False) -> SafeString:
    """Words in their element; what came or went begins with the space before its first word."""
    space = " " if piece.words[0].spaced else ""
    if piece.kind == "insert":
        return format_html(
            "{}<ins>{}</ins>", space, _run(piece.words, addresses=piece.tells_addresses)
        )
    if piece.kind == "delete":
        return format_html(
            "{}<del>{}</del>", space, _run(piece.words, addresses=piece.tells_addresses)
        )
    if fold and len(piece.words) > _FOLDED_WORDS:
        head = _run(piece.words[:_WORDS_BESIDE_A_FOLD])
        tail = _run(piece.words[-_WORDS_BESIDE_A_FOLD:])
        return format_html('{}{} <span class="diff-fold">…</span> {}', space, head, tail)
    return format_html("{}{}", space, _run(piece.words))


def _run(words: Sequence[Word], *, addresses: bool = False) -> SafeString:
    """Words with the emphasis that they have and, where they matter, the addresses of links."""
    parts: list[str] = []
    for number, (marks, group) in enumerate(groupby(words, key=lambda word: word.marks)):
        same = list(group)
        if number and same[0].spaced:
            parts.append(" ")
        shown = format_html("{}", _text(same))
        for mark in reversed(marks):
            if mark.name in _SHOWN_MARKS:
                shown = format_html("<{0}>{1}</{0}>", mark.name, shown)
        parts.append(shown)
        if addresses:
            parts += [_address(mark) for mark in marks if mark.name == "a"]
    return _joined(parts)


def _text(words: Sequence[Word]) -> str:
    """The words as they stand in the text; a forced end of a line can be seen."""
    first, *others = words
    text = first.text + "".join((" " if w.spaced else "") + w.text for w in others)
    return text.replace(LINE_BREAK, "↵" + LINE_BREAK)


def _address(link: StartTag) -> SafeString:
    address = dict(link.attributes).get("href", "")
    return format_html(' <small class="diff-address">({})</small>', address)


def _joined(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
