"""The names of HTML elements, grouped by the part they play in running text."""

from typing import Final

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS: Final = frozenset({"ul", "ol"})

INLINE: Final = frozenset({"a", "abbr", "code", "em", "s", "span", "strong", "sub", "sup"})
"""Elements that mark a run of text. `span` counts for what its style says."""

BLOCKS: Final = HEADINGS | {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that begin on a new line: text before and after them never runs together."""

RENAMED: Final = {
    "h1": "h2",  # the page has one h1, its title
    "h5": "h4",
    "h6": "h4",
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "acronym": "abbr",
    "tfoot": "tbody",
}
"""Legacy and unwanted elements, and the element that says the same."""

VOID: Final = frozenset({"br", "hr", "img"})
"""Elements without an end tag, of those that a policy may allow."""

DROPPED_WITH_CONTENT: Final = frozenset({
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "script", "select",
    "style", "svg", "template", "textarea", "title", "video", "xml", "xmp",
})  # fmt: skip
"""Elements whose content is no text for a reader: programs, styles, fallbacks, office metadata."""
