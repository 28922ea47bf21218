"""Our own templates, without their indentation and the lines that only their authors need."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")
# What stands alone on its line and prints nothing itself, and what is for authors only.
_EMPTY_LINE = re.compile(
    r"^(\{% (?:load|if|elif|else|endif|for|empty|endfor|with|endwith|once|endonce|block|endblock)\b"
    r"[^\n%]*%\})\n|^\{% comment %\}\n.*?^\{% endcomment %\}\n",
    re.DOTALL | re.MULTILINE,
)


class Loader(filesystem.Loader):
    """Loads templates so that pages do not carry what only their authors need.

    A template must not depend on white space at the beginning of its lines.
    """

    def get_contents(self, origin: Origin) -> str:
        lean = _INDENTATION.sub("\n", super().get_contents(origin))
        # In a mail, an empty line is seen.
        is_page = str(origin).endswith(".html")
        return _EMPTY_LINE.sub(lambda line: line[1] or "", lean) if is_page else lean
