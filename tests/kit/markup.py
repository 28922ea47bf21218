"""Reads HTML with a parser of its own and says what in it is not allowed.

The lists are written out again here, not taken from the policies: a policy that grows by mistake
fails the tests.
"""

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from site_config.kit.html import ARTICLE, COMMENT, FAQ_ANSWER, Policy
from tests.kit.xss_corpus import PAYLOADS

NONE: frozenset[str] = frozenset()
BLOCK = frozenset({"lang", "dir"})
LINK = frozenset({"href", "title", "hreflang", "lang"})

ALLOWED: dict[Policy, dict[str, frozenset[str]]] = {
    ARTICLE: {
        **dict.fromkeys(["h2", "h3", "h4", "p", "ul", "li", "blockquote", "pre"], BLOCK),
        **dict.fromkeys(["figure", "figcaption"], BLOCK),
        **dict.fromkeys(["table", "caption", "thead", "tbody", "tr"], BLOCK),
        **dict.fromkeys(["br", "hr", "strong", "em", "s", "sub", "sup", "code"], NONE),
        "ol": BLOCK | {"start"},
        "th": BLOCK | {"scope", "colspan", "rowspan"},
        "td": BLOCK | {"colspan", "rowspan"},
        "a": LINK,
        "abbr": frozenset({"title"}),
        "img": frozenset({"src", "alt", "width", "height"}),
    },
    FAQ_ANSWER: {
        **dict.fromkeys(["p", "ul", "li"], BLOCK),
        **dict.fromkeys(["br", "strong", "em"], NONE),
        "ol": BLOCK | {"start"},
        "a": LINK,
    },
    COMMENT: {
        "p": frozenset({"dir"}),
        "blockquote": frozenset({"dir"}),
        "br": NONE,
        "a": frozenset({"href", "rel"}),
    },
}

HREF = {
    ARTICLE: re.compile(r"https?://[^/\\\s]|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE),
    FAQ_ANSWER: re.compile(r"https?://[^/\\\s]|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE),
    COMMENT: re.compile(r"https?://[^/\\\s]", re.IGNORECASE),
}
SRC = re.compile(r"https?://[^/\\\s]|/images/[0-9]+/\Z", re.IGNORECASE)
VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Collects the elements, links and text of an HTML text, and what is wrong with it."""

    def __init__(self, html: str, policy: Policy) -> None:
        super().__init__(convert_charrefs=True)
        self.policy = policy
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += [f"<{name}> is not closed" for name in self._open]

    @property
    def links(self) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == "a"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        allowed = ALLOWED[self.policy].get(tag)
        if allowed is None:
            self.wrong.append(f"<{tag}>")
            return
        self.wrong += [f"<{tag} {name}>" for name, _ in attrs if name not in allowed]
        for name, value in attrs:
            if name == "href" and not HREF[self.policy].match(value or ""):
                self.wrong.append(f"href {value!r}")
            if name == "src" and not SRC.match(value or ""):
                self.wrong.append(f"src {value!r}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> ends nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl!r}")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"declaration {data!r}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data!r}")


def letters(text: str) -> str:
    """Return the text without any white space, to compare what is read."""
    return "".join(text.split())


NAMES = [
    "a", "abbr", "b", "blockquote", "br", "button", "caption", "center", "code", "dd", "del",
    "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "label", "li", "main", "nobr", "o:p", "object", "ol", "p",
    "pre", "s", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "x-y",
]  # fmt: skip
ATTRIBUTES = [
    "",
    " dir=rtl",
    ' dir="sideways" lang=de',
    " href=https://example.org/?a=1&copy=2",
    ' href="/path/ with space/" title="a &quot;b&quot; <c> &nbsp;&amp;"',
    " href=javascript:x onclick=x",
    ' src="/images/7/" alt="x&lt;y" width=3 height=auto',
    " src=x",
    ' style="font-weight:700;font-style:italic"',
    ' style="font-weight:normal"',
    ' style="vertical-align:super;text-decoration:line-through"',
    " start=3 colspan=2 rowspan=0 scope=col",
]
TEXTS = [
    " ", "\n", "\r\n", "&nbsp;", "&#13;", "&#1;", "&#0;", "word", "1 < 2 &", " a\nb ", "é\u00a0€",
]  # fmt: skip

start_tags = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
end_tags = st.builds("</{}>".format, st.sampled_from(NAMES))

tag_soup = st.lists(
    start_tags | end_tags | st.sampled_from(TEXTS) | st.text(max_size=5), max_size=25
).map("".join)
"""Mixed-up markup without the elements whose content is thrown away."""

hostile_soup = st.lists(
    start_tags | end_tags | st.sampled_from(TEXTS) | st.sampled_from(PAYLOADS), max_size=12
).map("".join)
"""Mixed-up markup with attacks in it, whole and cut short."""
