"""White space that readers never see."""

import re

_INDENTATION = re.compile(r"\s*\n\s*")


def without_indentation(html: str) -> str:
    """Leave of all white space around a line end only that. A text in `pre` needs its own."""
    return _INDENTATION.sub("\n", html).strip()
