"""What the code of the site says to readers: the strings that are marked for translation."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

from site_config.management.commands.makemessages import DESK
from tests.house.code_base import APPS, files, modules, shown, text_of

# A context, which may be empty, and a message in the singular.
Key = tuple[str, str]

IN_PYTHON = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_IN_TEMPLATE = re.compile(r"\b(n?p?gettext|_)\(")


def is_for_readers(path: Path) -> bool:
    return not any(fnmatch(shown(path), pattern) for pattern in DESK)


def templates() -> list[Path]:
    """The templates, of pages and mails, that readers see."""
    found = files(".html", ".txt")
    return [path for path in found if "templates" in path.parts and is_for_readers(path)]


def python_files() -> list[Path]:
    return [module.path for module in modules(*APPS) if is_for_readers(module.path)]


@cache
def messages() -> dict[Key, str]:
    """Every message for readers, with the place where it stands, as gettext would find it."""
    found: dict[Key, str] = {}
    for path in python_files():
        found |= dict.fromkeys(_messages(ast.parse(text_of(path))), shown(path))
    for path in templates():
        source = templatize(text_of(path), origin=shown(path))
        for call in _calls(source):
            found |= dict.fromkeys(_messages(call), shown(path))
    return found


def _calls(source: str) -> Iterator[ast.AST]:
    """The calls in what Django makes of a template for gettext: one a string, most in one line."""
    for start in _IN_TEMPLATE.finditer(source):
        end = source.index(")", start.end())
        while True:
            try:
                yield ast.parse(source[start.start() : end + 1], mode="eval")
            except SyntaxError:
                end = source.index(")", end + 1)
            else:
                break


def _messages(tree: ast.AST) -> Iterator[Key]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if node.func.id in IN_PYTHON and texts:
            yield "", str(texts[0])
        elif node.func.id in {"pgettext", "pgettext_lazy", "npgettext"}:
            yield str(texts[0]), str(texts[1])
