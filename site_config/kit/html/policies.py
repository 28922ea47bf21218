"""Named allow-lists: which elements, attributes and addresses a kind of text may hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import nh3

from site_config.kit.html.elements import BLOCKS, DROPPED_WITH_CONTENT, INLINE, RENAMED, VOID

_IGNORED_IN_ADDRESSES = re.compile(r"[\t\n\r]")
_FORBIDDEN_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_SITE_ADDRESS = re.compile(r"/(?!/)")
_LIBRARY_IMAGE = re.compile(r"/images/[0-9]{1,18}/")

_ATTRIBUTE_VALUES: Final = {
    "colspan": re.compile(r"[1-9][0-9]{0,2}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "height": re.compile(r"[1-9][0-9]{0,4}"),
    "hreflang": re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}"),
    "lang": re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}"),
    "role": re.compile(r"presentation"),
    "rowspan": re.compile(r"[1-9][0-9]{0,2}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "start": re.compile(r"-?[0-9]{1,6}"),
    "type": re.compile(r"[aAiI]"),
    "width": re.compile(r"[1-9][0-9]{0,4}"),
}

# Without this entry nh3 allows `lang` and `title` on every element.
_NOWHERE_ELSE: Final[dict[str, frozenset[str]]] = {"*": frozenset()}

_STYLE_PROPERTIES: Final = frozenset({
    "font-style", "font-weight", "text-decoration", "vertical-align",
})  # fmt: skip
_STYLED: Final = frozenset({"b", "em", "i", "span", "strong"})


@dataclass(frozen=True, eq=False)
class Policy:
    """What one kind of text may hold; everything that is not named is removed.

    `attributes` maps an element to its attributes. `url_schemes` are those of links; addresses
    within the site (`/path/`) and on the page (`#part`) are links only if `site_links`.
    `link_rel` is put on every link.

    `cleaner` enforces the policy. `reader` also lets the legacy elements and the four style
    properties through from which a paste is understood; its output is never shown.
    """

    name: str
    tags: frozenset[str] = field(repr=False)
    attributes: Mapping[str, frozenset[str]] = field(repr=False)
    url_schemes: frozenset[str] = field(repr=False)
    site_links: bool = field(repr=False)
    link_rel: str | None = field(default=None, repr=False)
    cleaner: nh3.Cleaner = field(init=False, repr=False)
    reader: nh3.Cleaner = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keep = self._attribute_filter()
        object.__setattr__(self, "cleaner", self._enforcing(keep))
        object.__setattr__(self, "reader", self._reading(keep))

    def _enforcing(self, keep: "_AttributeFilter") -> nh3.Cleaner:
        return nh3.Cleaner(
            tags=self.tags,
            clean_content_tags=DROPPED_WITH_CONTENT,
            attributes={**_NOWHERE_ELSE, **self.attributes},
            attribute_filter=keep,
            url_schemes=self.url_schemes,
            link_rel=self.link_rel,
        )

    def _reading(self, keep: "_AttributeFilter") -> nh3.Cleaner:
        attributes = {name: set(allowed) for name, allowed in self.attributes.items()}
        for old, new in {**RENAMED, "div": "p"}.items():
            attributes[old] = set(self.attributes.get(new, ()))
        for name in _STYLED:
            attributes.setdefault(name, set()).add("style")
        return nh3.Cleaner(
            tags=BLOCKS | INLINE | VOID | frozenset(RENAMED),
            clean_content_tags=DROPPED_WITH_CONTENT,
            attributes={**_NOWHERE_ELSE, **attributes},
            attribute_filter=keep,
            url_schemes=self.url_schemes | {"http", "https"},
            link_rel=None,
            filter_style_properties=_STYLE_PROPERTIES,
        )

    def _attribute_filter(self) -> "_AttributeFilter":
        def keep(tag: str, name: str, value: str) -> str | None:
            if name == "href":
                return self.link_address(value)
            if name == "src":
                return image_address(value)
            pattern = _ATTRIBUTE_VALUES.get(name)
            return value if pattern is None or pattern.fullmatch(value) else None

        return keep

    def link_address(self, value: str) -> str | None:
        """Return the address as it may stand in a link, or None if the policy forbids it."""
        address = _tidied(value)
        if _FORBIDDEN_IN_ADDRESSES.search(address):
            return None
        scheme = _SCHEME.match(address)
        if scheme is None:
            local = address.startswith("#") or _SITE_ADDRESS.match(address)
            return address if local and self.site_links else None
        name = scheme[1].lower()
        if name not in self.url_schemes:
            return None
        if name in ("http", "https") and not _WEB_ADDRESS.match(address):
            return None
        return address


_AttributeFilter = Callable[[str, str, str], str | None]


def image_address(value: str) -> str | None:
    """Return the address as it may stand in `src`, or None.

    `/images/<number>/` is the desk's lasting name of a picture in the library. Pictures of other
    sites are kept here; a page never loads them, since the rendering turns them into links.
    """
    address = _tidied(value)
    if _FORBIDDEN_IN_ADDRESSES.search(address):
        return None
    if _LIBRARY_IMAGE.fullmatch(address) or _WEB_ADDRESS.match(address):
        return address
    return None


def _tidied(address: str) -> str:
    """Return the address as a browser reads it (WHATWG URL, basic parser, steps 1 and 3)."""
    return _IGNORED_IN_ADDRESSES.sub("", address).strip(" ").replace(" ", "%20")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _each(names: str, attributes: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(names.split(), _names(attributes))


# Underlined text is taken for a link, so `u` is not allowed anywhere; its text stays.
_LANGUAGE = "lang dir"

ARTICLE: Final = Policy(
    name="ARTICLE",
    tags=_names(
        "h2 h3 h4 p br hr ul ol li blockquote a strong em s sub sup code pre abbr figure "
        "figcaption img table caption thead tbody tr th td"
    ),
    attributes=_each(
        "h2 h3 h4 p ul li blockquote pre figure figcaption table caption thead tbody tr",
        _LANGUAGE,
    )
    | _each("ol", f"start type {_LANGUAGE}")
    | _each("td", f"colspan rowspan {_LANGUAGE}")
    | _each("th", f"scope colspan rowspan {_LANGUAGE}")
    | _each("a", "href title hreflang lang")
    | _each("abbr", "title")
    | _each("img", "src alt role width height"),
    url_schemes=_names("http https mailto tel"),
    site_links=True,
)
"""The body of an article or page.

`role="presentation"` on a picture is the desk's tick “decorative”: an empty `alt` alone may as well
mean that nobody has written one.
"""

FAQ_ANSWER: Final = Policy(
    name="FAQ_ANSWER",
    tags=_names("p br ul ol li a strong em"),
    attributes=_each("p ul li", _LANGUAGE)
    | _each("ol", f"start {_LANGUAGE}")
    | _each("a", "href title hreflang lang"),
    url_schemes=ARTICLE.url_schemes,
    site_links=True,
)
"""The answer to a frequently asked question: what structured data may repeat."""

COMMENT: Final = Policy(
    name="COMMENT",
    tags=_names("p br blockquote a"),
    attributes=_each("p blockquote", "dir") | _each("a", "href"),
    url_schemes=_names("http https"),
    site_links=False,
    link_rel="ugc nofollow",
)
"""A rendered comment. The plain text of a comment becomes HTML in `comments.render_comment`."""
