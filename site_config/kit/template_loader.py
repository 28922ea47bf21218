"""Our own templates, without their indentation."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")
# What prints nothing itself, alone on its line, leaves an empty line in the page.
_SILENT = "block|comment|elif|else|empty|endblock|endcomment|endfor|endif|endonce|endwith|for|if"
_SILENT_LINE = re.compile(rf"^(\{{% (?:{_SILENT}|load|once|with)\b[^%\n]*%\}})\n", re.MULTILINE)


class Loader(filesystem.Loader):
    """Loads templates so that pages do not carry what only their authors need.

    A template must not depend on white space at the beginning of its lines, nor a page on the line
    end behind a tag that prints nothing.
    """

    def get_contents(self, origin: Origin) -> str:
        text = _INDENTATION.sub("\n", super().get_contents(origin))
        # In the text of a mail, empty lines part paragraphs.
        return _SILENT_LINE.sub(r"\1", text) if origin.name.endswith(".html") else text
