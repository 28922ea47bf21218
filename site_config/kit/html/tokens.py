"""Clean HTML as a flat stream of tokens, and back to the very same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag. The values of its attributes are decoded: `&`, not `&amp;`."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EndTag:
    """An end tag. Void elements (`br`, `hr`, `img`) have none."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags, still escaped: `&amp;`, `&lt;`, `&gt;`, `&nbsp;`."""

    raw: str


Token = StartTag | EndTag | Text


def tokens(html: str) -> Iterator[Token]:
    """Yield the tokens of HTML that came out of `clean`.

    Such HTML is well-formed and spelt in one way only, which is what makes
    `serialise(tokens(html)) == html` true. Neighbouring text is one token.
    """
    parser = _TokenParser()
    parser.feed(html)
    parser.close()
    return iter(parser.finished())


def serialise(stream: Iterable[Token]) -> str:
    """Return the HTML of the tokens, spelt the way `clean` spells it."""
    return "".join(_spelt(token) for token in stream)


def _spelt(token: Token) -> str:
    match token:
        case Text(raw):
            return raw
        case EndTag(name):
            return f"</{name}>"
        case StartTag(name, attributes):
            pairs = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes)
            return f"<{name}{pairs}>"


def _escaped(value: str) -> str:
    """Return an attribute value escaped as in the HTML standard, "Serialising HTML fragments"."""
    return (
        value.replace("&", "&amp;")
        .replace("\u00a0", "&nbsp;")
        .replace('"', "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )


class _TokenParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._tokens: list[Token] = []
        self._text: list[str] = []

    def finished(self) -> list[Token]:
        self._end_text()
        return self._tokens

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        self._tokens.append(StartTag(tag, tuple((key, value or "") for key, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        self._tokens.append(EndTag(tag))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self._text.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text.append(f"&#{name};")

    def _end_text(self) -> None:
        if self._text:
            self._tokens.append(Text("".join(self._text)))
            self._text.clear()
