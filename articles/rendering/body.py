"""From the desk's clean HTML to the body of an edition: anchors, contents, markers, tables."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.rendering.anchors import Contents, former_anchors, with_former_anchors
from site_config.kit.html import serialise, tokens
from site_config.kit.html.tokens import EndTag, StartTag, Text, Token

IMAGE_REFERENCE = re.compile(r"^/images/([0-9]{1,18})/$")
_MARKER_LINK = re.compile(r'<a class="marker" href="(#source-[0-9]+)"(?: id="cites-[0-9]+")?>')
_MARKER = re.compile(r"\[([0-9]{1,3})\]")
_HEADINGS = {"h2": 2, "h3": 3}
# Ids that the page itself uses; the templates name them.
_TAKEN_ANCHORS = frozenset(
    "main comments comments-heading leave-a-comment leave-a-comment-heading article-questions "
    "article-sources article-updates contents-heading related-heading masthead-search".split()
)
_NUMBERED_ANCHOR = re.compile(r"^(cites|comment|question|source)-|^id_")
# Inside these a "[1]" is not a reference to a source.
_LITERAL = frozenset({"a", "code", "pre"})


@dataclass
class RenderedBody:
    html: str = ""
    contents: list[dict[str, Any]] = field(default_factory=list)
    image_ids: list[int] = field(default_factory=list)
    cited: set[int] = field(default_factory=set)
    undefined_markers: list[int] = field(default_factory=list)


def render_body(clean_html: str, *, source_count: int, before: Contents = ()) -> RenderedBody:
    """Render sanitised desk HTML. Pure: the same text gives the same result.

    H2 and H3 get anchors made of their words, and keep those that they had in `before`, the
    contents of the last edition. `[n]` becomes a link to the n-th of `source_count` sources, tables
    scroll within their own region, and a picture on another host becomes a link to it, because a
    page makes no third-party request.
    """
    return _Renderer(source_count).render(list(tokens(clean_html)), before)


class _Renderer:
    def __init__(self, source_count: int) -> None:
        self.source_count = source_count
        self.result = RenderedBody()
        self.out: list[Token] = []
        self.anchors = set(_TAKEN_ANCHORS)
        self.literal_depth = 0

    def render(self, stream: list[Token], before: Contents) -> RenderedBody:
        for index, token in enumerate(stream):
            if isinstance(token, StartTag):
                self._start(token, stream, index)
            elif isinstance(token, EndTag):
                self._end(token)
            else:
                self.out.extend(self._text(token))
        contents = former_anchors(before, self.result.contents, taken=_TAKEN_ANCHORS)
        self.result.contents = list(contents)
        self.result.html = serialise(with_former_anchors(self.out, contents))
        return self.result

    def _start(self, tag: StartTag, stream: list[Token], index: int) -> None:
        if tag.name in _LITERAL:
            self.literal_depth += 1
        if tag.name in _HEADINGS:
            tag = self._heading(tag, _text_until_end(stream, index, tag.name))
        elif tag.name == "table":
            self.out.append(_table_region())
        elif tag.name == "img":
            self.out.extend(self._image(tag))
            return
        self.out.append(tag)

    def _end(self, tag: EndTag) -> None:
        if tag.name in _LITERAL:
            self.literal_depth -= 1
        self.out.append(tag)
        if tag.name == "table":
            self.out.append(EndTag("div"))

    def _heading(self, tag: StartTag, text: str) -> StartTag:
        wanted = slugify(text, allow_unicode=True) or "section"
        if _NUMBERED_ANCHOR.match(wanted):
            wanted = f"section-{wanted}"
        anchor = _unused(wanted, self.anchors)
        self.anchors.add(anchor)
        self.result.contents.append({"id": anchor, "text": text, "level": _HEADINGS[tag.name]})
        return StartTag(tag.name, (*tag.attributes, ("id", anchor)))

    def _image(self, tag: StartTag) -> list[Token]:
        attributes = dict(tag.attributes)
        source = attributes.get("src", "")
        ours = IMAGE_REFERENCE.match(source)
        if ours:
            self.result.image_ids.append(int(ours[1]))
            return [tag]
        text = attributes.get("alt") or _("Picture on another site")
        if self.literal_depth or not source:
            return [Text(escape(text))]
        return [StartTag("a", (("href", source),)), Text(escape(text)), EndTag("a")]

    def _text(self, text: Text) -> list[Token]:
        if self.literal_depth:
            return [text]
        pieces: list[Token] = []
        end = 0
        for marker in _MARKER.finditer(text.raw):
            number = int(marker[1])
            if not 1 <= number <= self.source_count:
                self.result.undefined_markers.append(number)
                continue
            pieces.append(Text(text.raw[end : marker.start()]))
            pieces.extend(self._marker_link(number, marker[0]))
            end = marker.end()
        return [*pieces, Text(text.raw[end:])]

    def _marker_link(self, number: int, written: str) -> list[Token]:
        attributes = [("class", "marker"), ("href", f"#source-{number}")]
        if number not in self.result.cited:
            # The list of sources links back to the first place that cites it.
            attributes.append(("id", f"cites-{number}"))
        self.result.cited.add(number)
        return [StartTag("a", tuple(attributes)), Text(written), EndTag("a")]


def with_markers_to(path: str, body: str) -> str:
    """The body for another page than its own: markers lead to the sources at `path`."""
    return _MARKER_LINK.sub(lambda link: f'<a class="marker" href="{escape(path)}{link[1]}">', body)


def _text_until_end(stream: list[Token], start: int, name: str) -> str:
    words: list[str] = []
    for token in stream[start + 1 :]:
        if isinstance(token, EndTag) and token.name == name:
            break
        if isinstance(token, Text):
            words.append(unescape(token.raw))
    return " ".join("".join(words).split())


def _unused(anchor: str, taken: set[str]) -> str:
    number, candidate = 1, anchor
    while candidate in taken:
        number += 1
        candidate = f"{anchor}-{number}"
    return candidate


def _table_region() -> StartTag:
    return StartTag(
        "div",
        (
            ("class", "table-scroll"),
            ("role", "region"),
            ("aria-label", _("Table")),
            ("tabindex", "0"),
        ),
    )
