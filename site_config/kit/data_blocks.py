"""`{% data_block things %}`: what a page tells machines about itself, as JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString

register = Library()

Thing = dict[str, Any]

# JSON reads an escape as the character itself. None of these may stand in a script of HTML: the
# first three could end it, and the last two end a line where older parsers expect none.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
# What json.dumps would make again for each block.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@register.simple_tag
def data_block(things: Sequence[Thing]) -> SafeString:
    """The things of schema.org as one block of data, which a browser never runs, or nothing."""
    if not things:
        return SafeString()
    text = _written({"@context": "https://schema.org", "@graph": things})
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return SafeString(f'<script type="application/ld+json">{text}</script>')
