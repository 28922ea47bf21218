"""Our own templates, without the white space that only their authors need."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")
# Lines of nothing but template tags. What is translated is left as it stands.
_TAGS = re.compile(r"^((?:\{% (?!(?:end)?blocktrans|plural)[^%\n]*%\})+)\n", re.MULTILINE)
# Elements that begin a line of their own, before and behind which nobody sees white space.
_BLOCK = (
    r"</?(?:article|blockquote|body|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    r"|header|helpful-votes|html|li|link|main|meta|nav|ol|p|picture|section|source|summary|title|ul)\b"
)
_BESIDE_BLOCKS = re.compile(rf"(?<=[>}}])\n+(?={_BLOCK})|({_BLOCK}[^<>\n]*>)\n+(?=[<{{])")


class Loader(filesystem.Loader):
    """Loads templates so that pages do not carry what only their authors need.

    A template must not depend on white space at the beginning of its lines; one of HTML neither on
    that behind a line of template tags nor on that beside a paragraph, a list and the like.
    """

    def get_contents(self, origin: Origin) -> str:
        text = _INDENTATION.sub("\n", super().get_contents(origin))
        if not origin.name.endswith(".html"):
            return text
        return _BESIDE_BLOCKS.sub(lambda found: found[1] or "", _TAGS.sub(r"\1", text))
