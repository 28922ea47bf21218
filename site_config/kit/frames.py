"""Pages of which each shows something else in the same frame: rendered once, then filled in."""

import re
from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

# Stands on both sides of a name where its value goes; no text that people write holds it.
_SIGN = "\x1a"


class Frame:
    """A page that is rendered too often for what is new on it, and may not be stored.

    Its template may only test and print the values that differ, as a stencil may
    (`site_config.kit.stencils`). Nothing on the page may depend on the reader.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._kept: dict[tuple[str | None, ...], tuple[Mapping[str, object], str]] = {}

    def fill(self, values: Mapping[str, str], *, around: Mapping[str, object]) -> str:
        """The page with `values`, and with `around`: all else that its template asks for.

        It is rendered once in a process for each set of values that are not empty, and anew when
        anything of `around` is not as it was.
        """
        present = {name: conditional_escape(value) for name, value in values.items() if value}
        kind = (get_language(), *present)
        kept = self._kept.get(kind)
        if kept is None or kept[0] != around:
            kept = self._kept[kind] = (around, self._with_blanks(list(present), around))
        return kept[1] % present

    def _with_blanks(self, names: list[str], around: Mapping[str, object]) -> str:
        blanks = {name: f"{_SIGN}{name}{_SIGN}" for name in names}
        page = render_to_string(self._template, {**around, **blanks})
        blank = re.compile(f"{_SIGN}({'|'.join(names)}){_SIGN}")
        return blank.sub(r"%(\1)s", page.replace("%", "%%"))
