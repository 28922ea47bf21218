"""Names of elements, whatever prefix the file uses and whether it declares it or not."""

import re
from collections.abc import Mapping

# The prefixes WordPress uses, and what their namespace looks like.
_NAMESPACES = {
    "excerpt": re.compile(r"https?://wordpress\.org/export/[\d.]+/excerpt/?"),
    "wp": re.compile(r"https?://wordpress\.org/export/[\d.]+/?"),
    "content": re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?"),
    "dc": re.compile(r"https?://purl\.org/dc/elements/1\.1/?"),
    "wfw": re.compile(r"https?://wellformedweb\.org/CommentAPI/?"),
}


class NameTable:
    """Gives elements the names WordPress gives them, such as "wp:post_id".

    A prefix WordPress uses counts as declared on the root, even if the file forgot to; a
    prefix the file declares for one of WordPress's namespaces is replaced by WordPress's.
    """

    def __init__(self) -> None:
        self._usual: dict[str, str] = {}
        self._declared: set[str] = set()

    def declare(self, attributes: Mapping[str, str]) -> None:
        """Note the namespace declarations among the attributes of an element."""
        for name, value in attributes.items():
            if name.startswith("xmlns:"):
                prefix = name.removeprefix("xmlns:")
                self._declared.add(prefix)
                for usual, namespace in _NAMESPACES.items():
                    if namespace.fullmatch(value.strip()):
                        self._usual[prefix] = usual

    def usual(self, name: str) -> str:
        """Return WordPress's name for the element the file calls `name`."""
        prefix, colon, local = name.partition(":")
        return f"{self._usual.get(prefix, prefix)}:{local}" if colon else name

    def missing(self, name: str) -> str:
        """Return the prefix of `name` if WordPress uses it and it was not yet declared.

        It counts as declared from then on, so that it is told once.
        """
        prefix, colon, _ = name.partition(":")
        if not colon or prefix in self._declared or prefix not in _NAMESPACES:
            return ""
        self._declared.add(prefix)
        return prefix
