"""Names in a row, as a sentence takes them: Ana, Ben and Cleo."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# What begins with the vowel /i/ and no diphthong, as far as letters tell: Irene, Íñigo, Hilda,
# Yvonne; but not Ian, Hierro, Yolanda or Hyde.
_BEGINS_LIKE_I = re.compile(r"(?:h?[ií]|y)(?![aeiouyáéóú])", re.IGNORECASE)


def enumerated(names: Sequence[str]) -> str:
    """The names with commas and one “and”, or "" for none."""
    *others, last = names or [""]
    return f"{', '.join(others)} {conjunction(last)} {last}" if others else last


def conjunction(name: str) -> str:
    """What stands between the last two names, of which `name` is the last.

    Spanish has “e” for “y” before the sound of i (RAE, Diccionario panhispánico de dudas, “y”, 2);
    a language without such a rule translates both alike.
    """
    if _BEGINS_LIKE_I.match(name):
        # Translators: before a name that begins with the sound of i, as Irene and Hilda do.
        return pgettext("before i", "and")
    return _("and")
