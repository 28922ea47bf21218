"""Shortcodes, WordPress's macros in square brackets, and addresses on a line of their own.

What a shortcode of a plugin would have shown is not in the export. So: `[caption]` becomes
a figure; what names an address becomes a link to it; what encloses text leaves the text;
everything else that is surely a shortcode goes. Brackets an author may have meant, such as
"[sic]", "[n=25]" or "[citation needed]", stay, as does everything inside `<pre>` and
`<code>`.
"""

import re
from dataclasses import dataclass

from site_config.kit.wxr.markup import TAG, attributes, link, plain, quoted

_SHORTCODE = (
    r"(?P<paragraph><p>\s*+(?=\[(?:wp_)?caption\b))?"
    r"(?P<escape>\[?)\[(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9_-]*+)"
    r"(?P<arguments>(?:(?=[\s=/])[^\[\]]{1,2000}+)?)\](?P<escape_end>\]?)"
    r"(?P<paragraph_end>(?<=caption\])\s*+</p>)?"
)
# WordPress turns an address on a line of its own into a player or preview.
_LONE_ADDRESS = (
    r"(?:\A|(?<=\n)|(?<=<p>))[ \t]*+(?P<address>https?://[^\s<>\"'\[\]]++)"
    r"(?=[ \t]*+(?:\n|\Z|</p>))"
)
_TOKEN = re.compile(rf"{_SHORTCODE}|{_LONE_ADDRESS}|{TAG.pattern}")
_VERBATIM = frozenset({"code", "pre", "script", "style", "textarea"})

_CAPTIONS = frozenset({"caption", "wp_caption"})
_PLAYERS = frozenset({"audio", "embed", "video"})
# Sure to be shortcodes even without arguments or with an address as the only one.
_MEDIA_AND_LISTS = frozenset(
    {
        "archives",
        "contact-form",
        "contact-form-7",
        "dailymotion",
        "flickr",
        "gallery",
        "googlemaps",
        "instagram",
        "playlist",
        "recent-posts",
        "scribd",
        "sitemap",
        "slideshare",
        "soundcloud",
        "ted",
        "toc",
        "tweet",
        "twitter",
        "vimeo",
        "wpvideo",
        "youtube",
    }
)
_KNOWN = _CAPTIONS | _PLAYERS | _MEDIA_AND_LISTS
_SURE_ARGUMENT = re.compile(r"\s[\w-]+\s*+=\s*+[\"'“”″]|\sids?=|\A=(?:[\"']|https?://)|/\Z")
# The arguments that hold an address, the best one first.
_ADDRESS_ARGUMENTS = (
    "src",
    "url",
    "mp3",
    "mp4",
    "m4a",
    "m4v",
    "webm",
    "ogg",
    "ogv",
    "href",
    "link",
)
_BARE_ADDRESS = re.compile(r"https?://[^\s\"'<>]++")
_IMAGE = re.compile(r"(?:<a\s[^<>]*+>\s*+)?<img\s[^<>]*+>(?:\s*+</a>)?", re.IGNORECASE)

Token = re.Match[str]


def replace_shortcodes(html: str) -> tuple[str, list[str]]:
    """Return `html` without shortcodes, and those that could not be kept whole."""
    writer = _Writer(_tokens(html))
    return writer.write(html), writer.leftovers


def _tokens(html: str) -> list[Token]:
    """Return the shortcodes and lone addresses outside code and the like."""
    tokens = []
    depth = 0
    for token in _TOKEN.finditer(html):
        if not token["tag"]:
            if not depth:
                tokens.append(token)
        elif token["tag"].lower() in _VERBATIM:
            depth = max(0, depth + (-1 if token["closing"] else 1))
    return tokens


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Return the index of the closing shortcode for the index of each enclosing one."""
    pairs: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token["name"] and not _is_escaped(token):
            same = waiting.setdefault(token["name"], [])
            if not token["end"]:
                same.append(index)
            elif same:
                pairs[same.pop()] = index
    return pairs


@dataclass(slots=True)
class _Enclosing:
    """A caption or player whose content is being written; `outside` is what came before."""

    token: Token
    closing_index: int
    outside: list[str]


class _Writer:
    def __init__(self, tokens: list[Token]) -> None:
        self.leftovers: list[str] = []
        self._tokens = tokens
        self._pairs = _pairs(tokens)
        self._paired = frozenset(self._pairs.values())
        self._pieces: list[str] = []
        self._enclosing: _Enclosing | None = None

    def write(self, html: str) -> str:
        position = 0
        for index, token in enumerate(self._tokens):
            self._pieces.append(html[position : token.start()])
            written = self._written(index, token)
            self._pieces.append(written)
            position = token.end()
        return "".join(self._pieces) + html[position:]

    def _written(self, index: int, token: Token) -> str:
        if token["address"]:
            self.leftovers.append(quoted(token["address"]))
            return link(plain(token["address"]))
        if _is_escaped(token):
            return token[0].replace("[[", "[", 1).replace("]]", "]", 1)
        if not token["end"]:
            return self._opening(index, token)
        if self._enclosing and self._enclosing.closing_index == index:
            return self._end_of_enclosing(self._enclosing, token)
        if index not in self._paired:
            self.leftovers.append(quoted(token[0]))
        return _around(token, "")

    def _opening(self, index: int, token: Token) -> str:
        closing_index = self._pairs.get(index)
        if closing_index is None and not _is_surely_shortcode(token):
            return _around(token, f"[{token['name']}{token['arguments']}]")
        encloses = closing_index is not None and token["name"] in _CAPTIONS | _PLAYERS
        if closing_index is not None and encloses and self._enclosing is None:
            self._enclosing = _Enclosing(token, closing_index, self._pieces)
            self._pieces = []
            return ""
        self.leftovers.append(quoted(token[0]))
        return _around(token, "" if closing_index else link(_address(token["arguments"])))

    def _end_of_enclosing(self, enclosing: _Enclosing, closing: Token) -> str:
        content = "".join(self._pieces)
        self._pieces, self._enclosing = enclosing.outside, None
        opening = enclosing.token
        if opening["name"] in _CAPTIONS and (figure := _figure(opening["arguments"], content)):
            if opening["paragraph"] and closing["paragraph_end"]:
                return figure
            return _around(opening, _around(closing, figure))
        self.leftovers.append(quoted(opening[0]))
        if opening["name"] in _PLAYERS:
            content = link(_address(opening["arguments"]) or _address(content))
        return _around(opening, _around(closing, content))


def _is_escaped(token: Token) -> bool:
    return bool(token["escape"] and token["escape_end"])


def _around(token: Token, written: str) -> str:
    """Return `written` with what the expression took along on both sides of the shortcode."""
    before = f"{token['paragraph'] or ''}{token['escape']}"
    return f"{before}{written}{token['escape_end']}{token['paragraph_end'] or ''}"


def _is_surely_shortcode(token: Token) -> bool:
    name, arguments = token["name"], token["arguments"]
    return name in _KNOWN or "_" in name or _SURE_ARGUMENT.search(arguments) is not None


def _address(arguments: str) -> str:
    """Return the address among the arguments of a shortcode, "" if there is none."""
    named = attributes(arguments)
    for name in _ADDRESS_ARGUMENTS:
        if name in named:
            return named[name]
    bare = _BARE_ADDRESS.search(arguments)
    return plain(bare[0]) if bare else ""


def _figure(arguments: str, content: str) -> str:
    """Return the figure for the content of a `[caption]`, "" if it holds no image."""
    image = _IMAGE.search(content)
    if image is None:
        return ""
    text = f"{content[: image.start()]}{content[image.end() :]}".strip()
    text = text or attributes(arguments).get("caption", "")
    caption = f"<figcaption>{text}</figcaption>" if text else ""
    return f"<figure>{image[0]}{caption}</figure>"
