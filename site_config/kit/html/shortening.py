"""Lists and tables in their shortest form, whoever wrote them.

The editor writes `<li><p>One</p></li>` and puts every row into `tbody`; people and importers write
`<li>One</li>` and `thead`. One form for both keeps a text as it is when it is opened and saved.
"""

from collections.abc import Iterable, Iterator

from site_config.kit.html.tokens import EndTag, StartTag, Text, Token

_HOLD_ONE_PARAGRAPH = frozenset({"li", "td", "th"})
_PLAIN_PARAGRAPH = StartTag("p")
_HEADS_COLUMNS = frozenset({"", "col", "colgroup"})


def shortened(stream: Iterable[Token]) -> list[Token]:
    """Return normal-form tokens with no more elements in lists and tables than they need.

    The only paragraph of an item or a cell goes, its text stays; in an item a list may follow.
    Leading rows of a table that hold nothing but headings of columns become its head.
    """
    tokens = _without_only_paragraphs(list(stream))
    if any(isinstance(token, StartTag) and token.name == "table" for token in tokens):
        return _with_heads(tokens)
    return tokens


def _without_only_paragraphs(tokens: list[Token]) -> list[Token]:
    needless: set[int] = set()
    for index, token in enumerate(tokens):
        if isinstance(token, StartTag) and token.name in _HOLD_ONE_PARAGRAPH:
            start = _next(tokens, index)
            if tokens[start] != _PLAIN_PARAGRAPH:
                continue
            end = tokens.index(EndTag("p"), start)
            if _ends_text(tokens[_next(tokens, end)], token.name):
                needless |= {start, end}
    return [token for index, token in enumerate(tokens) if index not in needless]


def _ends_text(token: Token, container: str) -> bool:
    if container == "li" and isinstance(token, StartTag) and token.name in ("ul", "ol"):
        return True
    return token == EndTag(container)


def _next(tokens: list[Token], index: int) -> int:
    """The place of the next token that is no white space."""
    index += 1
    while _is_space(tokens[index]):
        index += 1
    return index


def _is_space(token: Token) -> bool:
    return isinstance(token, Text) and token.raw.isspace()


def _with_heads(tokens: list[Token]) -> list[Token]:
    written: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        begins_rows = isinstance(token, StartTag) and token.name == "tbody"
        head = _end_of_head(tokens, index) if begins_rows and _may_head(written) else index
        if head > index:
            written += [StartTag("thead"), *tokens[index + 1 : head], EndTag("thead")]
        written.append(token)
        index = max(head, index + 1)
    return written


def _may_head(written: list[Token]) -> bool:
    """Say whether rows that come now are the first of their table."""
    last = next(token for token in reversed(written) if not _is_space(token))
    return last == EndTag("caption") or (isinstance(last, StartTag) and last.name == "table")


def _end_of_head(tokens: list[Token], body: int) -> int:
    """The place after the rows of headings with which a `tbody` begins; `body` if it has none.

    A table of headings alone has no head.
    """
    end = body
    for start, after in _rows(tokens, body):
        if not _heads_columns(tokens[start:after]):
            return end
        end = after
    return body


def _rows(tokens: list[Token], body: int) -> Iterator[tuple[int, int]]:
    """Yield where each row of a `tbody` begins and ends, without those of tables within it."""
    depth = start = 0
    for index in range(body, len(tokens)):
        match tokens[index]:
            case StartTag("tbody" | "thead"):
                depth += 1
            case EndTag("tbody" | "thead"):
                depth -= 1
                if not depth:
                    return
            case StartTag("tr") if depth == 1:
                start = index
            case EndTag("tr") if depth == 1:
                yield start, index + 1


def _heads_columns(row: list[Token]) -> bool:
    cells = [
        (at, cell)
        for at, cell in enumerate(row)
        if isinstance(cell, StartTag) and cell.name in ("td", "th")
    ]
    headings = [cell for _, cell in cells if cell.name == "th"]
    if not headings or any(_scope(cell) not in _HEADS_COLUMNS for cell in headings):
        return False
    return all(cell.name == "th" or row[_next(row, at)] == EndTag("td") for at, cell in cells)


def _scope(heading: StartTag) -> str:
    return dict(heading.attributes).get("scope", "")
