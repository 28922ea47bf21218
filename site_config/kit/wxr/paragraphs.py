"""Paragraphs for text of WordPress's classic editor, which stores blank lines instead.

WordPress adds them when it shows a page (`wpautop` in `wp-includes/formatting.php`). The
same in essence: a blank line or two `<br>` end a paragraph, a single line break becomes
`<br>`. Text inside an element that is not a mere container is left as it is.
"""

import re
from collections import Counter

from site_config.kit.wxr.markup import TAG, VOID

_CONTAINERS = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "div",
        "fieldset",
        "footer",
        "form",
        "header",
        "main",
        "section",
    }
)
_LEFT_AS_IS = frozenset(
    {
        "address",
        "button",
        "caption",
        "col",
        "colgroup",
        "dd",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hgroup",
        "hr",
        "legend",
        "li",
        "math",
        "menu",
        "nav",
        "noscript",
        "ol",
        "p",
        "pre",
        "script",
        "select",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_BLOCKS = _CONTAINERS | _LEFT_AS_IS
# Containers whose text WordPress wraps even if it is a single paragraph.
_ALWAYS_WRAPPED = frozenset({"blockquote"})

_PARAGRAPH_END = re.compile(r"\n[ \t]*+\n\s*+|<br\s*+/?>\s*+(?:<br\s*+/?>\s*+)++")
_LAST_BREAK = re.compile(r"<br\s*+/?>\Z")
_SHOWN = re.compile("<(?:img|input|picture)", re.IGNORECASE)


def add_paragraphs(html: str) -> str:
    """Return `html` with the paragraphs and line breaks its blank lines stand for."""
    writer = _ParagraphWriter()
    position = 0
    for tag in TAG.finditer(html):
        writer.text(html[position : tag.start()])
        writer.tag(tag)
        position = tag.end()
    writer.text(html[position:])
    return writer.finish()


class _ParagraphWriter:
    """Collects loose text until a block begins or ends, then writes it as paragraphs."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._loose: list[str] = []
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._kept_as_is = 0  # Open elements that are not containers.

    def text(self, text: str) -> None:
        (self._written if self._kept_as_is else self._loose).append(text)

    def tag(self, tag: re.Match[str]) -> None:
        name = tag["tag"].lower()
        if name not in _BLOCKS:
            self.text(tag[0] if self._kept_as_is else tag[0].replace("\n", " "))
            return
        self._write_loose()
        if tag["closing"]:
            self._close(name, tag[0])
            return
        if self._open and self._open[-1] == "p":
            self._pop()
        self._written.append(tag[0])
        if name not in VOID:
            self._open.append(name)
            self._count[name] += 1
            self._kept_as_is += name not in _CONTAINERS

    def finish(self) -> str:
        self._write_loose()
        return "".join(self._written).strip()

    def _close(self, name: str, tag: str) -> None:
        if self._count[name]:
            while self._pop() != name:
                pass
        elif name == "p":
            return  # A browser would make an empty paragraph of it.
        self._written.append(tag if self._open else f"{tag}\n")

    def _pop(self) -> str:
        name = self._open.pop()
        self._count[name] -= 1
        self._kept_as_is -= name not in _CONTAINERS
        return name

    def _write_loose(self) -> None:
        parts = [part.strip() for part in _PARAGRAPH_END.split("".join(self._loose))]
        parts = [part for part in parts if part]
        self._loose = []
        wrapped = len(parts) > 1 or not self._open or self._open[-1] in _ALWAYS_WRAPPED
        for part in parts:
            content = _with_line_breaks(part)
            shown = _SHOWN.search(content) or TAG.sub("", content).strip()
            self._written.append(f"<p>{content}</p>\n" if wrapped and shown else content)


def _with_line_breaks(paragraph: str) -> str:
    lines = (_LAST_BREAK.sub("", line.strip()).rstrip() for line in paragraph.split("\n"))
    return "<br>\n".join(line for line in lines if line)
