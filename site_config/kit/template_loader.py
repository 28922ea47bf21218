"""Our own templates, without their indentation."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")
# What prints nothing itself, alone on its line, leaves an empty line in the page.
_SILENT = "block|comment|elif|else|empty|endblock|endcomment|endfor|endif|endonce|endwith|for|if"
_SILENT_LINE = re.compile(rf"^(\{{% (?:{_SILENT}|load|once|with)\b[^%\n]*%\}})\n", re.MULTILINE)
# Elements that begin a line of their own, before and behind which nobody sees white space.
_BLOCK = (
    r"</?(?:article|blockquote|body|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    r"|header|helpful-votes|html|li|link|main|meta|nav|ol|p|picture|script|section|source|summary|title"
    r"|ul)\b"
)
_BESIDE_BLOCKS = re.compile(rf"(?<=[>}}])\n+(?={_BLOCK})|({_BLOCK}[^<>\n]*>)\n+(?=[<{{])")


class Loader(filesystem.Loader):
    """Loads templates so that pages do not carry what only their authors need.

    A template must not depend on white space at the beginning of its lines, nor a page on the line
    end behind a tag that prints nothing or beside a paragraph, a list and the like, nor on its own
    last one.
    """

    def get_contents(self, origin: Origin) -> str:
        text = _INDENTATION.sub("\n", super().get_contents(origin))
        # In the text of a mail, empty lines part paragraphs.
        if not origin.name.endswith(".html"):
            return text
        text = _SILENT_LINE.sub(r"\1", text)
        return without_unseen_space(text.removesuffix("\n"))


def without_unseen_space(html: str) -> str:
    """Leave out the line ends beside elements that begin a line of their own."""
    return _BESIDE_BLOCKS.sub(lambda found: found[1] or "", html)
