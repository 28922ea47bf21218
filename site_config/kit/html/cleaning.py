"""Sanitises HTML by allow-list and brings it into normal form."""

import re
from typing import Final

from site_config.kit.html.normalising import normalised
from site_config.kit.html.policies import Policy
from site_config.kit.html.shortening import shortened
from site_config.kit.html.tokens import serialise, tokens

MAX_CHARACTERS: Final = 500_000
MAX_TAGS: Final = 20_000
MAX_REOPENED: Final = 400_000

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_SPACING = re.compile("[\x0b\x0c]")
_FORMATTING = re.compile(
    r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
    r"(?P<rest>(?:\s+[\w:-]+=(?:\"[^\"<>]*\"|'[^'<>]*'|[\w#-]+))*\s*>)?",
    re.IGNORECASE,
)


class TooLong(ValueError):
    """The HTML is larger than the cleaner takes on. The message names the limit."""


def clean(html: str, policy: Policy) -> str:
    """Return the HTML reduced to what the policy allows, in normal form.

    Elements outside the policy leave their text; programs, styles and embedded things go with
    their content. Word and Google Docs formatting becomes plain elements, `h1` becomes `h2`, bold
    in headings and empty paragraphs go. White space between blocks is kept. Cleaning cleaned HTML
    changes nothing.

    Raises `TooLong` beyond `MAX_CHARACTERS` characters or `MAX_TAGS` tags, or for markup that a
    parser would multiply.
    """
    _check_size(html)
    read = policy.reader.clean(without_control_characters(html))
    # Numeric references such as &#1; become control characters only now.
    stream = tokens(without_control_characters(read))
    written = serialise(shortened(normalised(stream, policy)))
    return policy.cleaner.clean(written).strip(" \t\n")


def clean_normal(html: str, policy: Policy) -> str:
    """The same for HTML that is in normal form, as our own code writes it; four times as fast."""
    _check_size(html)
    return policy.cleaner.clean(html)


def without_control_characters(text: str) -> str:
    r"""Return the text with `\n` as its only line end and no control characters but `\t`.

    Lone surrogates, which no encoding can store, go as well.
    """
    return _CONTROL.sub("", _SPACING.sub(" ", _LINE_END.sub("\n", text)))


def _check_size(html: str) -> None:
    if len(html) > MAX_CHARACTERS:
        raise TooLong(
            f"The text has {len(html):,} characters with its markup; the limit is "
            f"{MAX_CHARACTERS:,}. Split it into several texts."
        )
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise TooLong(
            f"The text has {tags:,} tags; the limit is {MAX_TAGS:,}. Split it into several "
            "texts, or paste it without formatting."
        )
    # A parser opens every unclosed <b>, <font ...> again in each following paragraph: the tree
    # grows as tags times different formatting tags, in kilobytes of text to gigabytes.
    different = {
        found[0].lower() if found["rest"] else found.start() for found in _FORMATTING.finditer(html)
    }
    if tags * len(different) > MAX_REOPENED:
        raise TooLong(
            f"The text has {tags:,} tags with {len(different):,} different formats; the limit "
            f"is {MAX_REOPENED:,} for the two multiplied. Paste it without formatting."
        )
