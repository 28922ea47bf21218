"""Plain text with some of its words marked."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def marked(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    """Escape `text` and mark what is at `places`: begins and ends, in order, not overlapping."""
    parts, done = [], 0
    for start, end in places:
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return SafeString("".join([*parts, escape(text[done:])]))
