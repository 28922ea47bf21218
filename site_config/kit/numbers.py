"""Numbers as people, or programs in their name, send them."""

import re

_NUMBER = re.compile(r"[0-9]{1,9}")


def number_in(text: str) -> int | None:
    """The number that `text` writes in at most nine digits, or None."""
    return int(text) if _NUMBER.fullmatch(text) else None
