"""Style sheets and scripts: many files to work on, one file of each to load.

``css/site.css`` fixes the order of the cascade layers and imports one file per component;
``js/site.js`` imports one file per element. In production every import would be one more request
before a page can be shown, so ``collectstatic`` puts the files in the place of the lines that
import them, without the comments and indentation, which are a sixth of what readers would load.
Without ``collectstatic`` nothing changes: browsers follow the imports themselves.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

StaticFiles = dict[str, tuple[Storage, str]]

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(
    r'^@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[\w.-]+)\);$', re.MULTILINE
)
SCRIPT_IMPORT = re.compile(r'^import "(?P<file>[^"]+)";$', re.MULTILINE)
# Comments of a script that have their lines to themselves: elsewhere the signs may be in a string.
SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)$", re.MULTILINE)
# The beginnings of lines, and lines without anything.
INDENTATION = re.compile(r"^\s+", re.MULTILINE)
# What a file that stands inside another one cannot say.
MODULE_WORD = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
RELATIVE_URL = re.compile(r"""url\(\s*["']?(?![a-z]+:|/|\#)(?P<target>[^"')\s]+)["']?\s*\)""")


class BundleError(ValueError):
    """A style sheet or script cannot be bundled; the message names the file and the way out."""


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed files, with each entry of ``bundles`` made whole first.

    The bundle is what gets hashed, so a change in any imported file gives the page a new address.
    """

    bundles = ("css/site.css", "js/site.js")

    def post_process(
        self, paths: StaticFiles, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Bundle, then hash and compress the collected files.

        ``paths`` maps the collected name to the storage and the path that it was collected from.
        Raises ``BundleError`` when an entry imports what cannot be put in its place.
        """
        if not dry_run:
            paths = paths | {
                name: (_in_memory(name, bundle(name, paths)), name)
                for name in self.bundles
                if name in paths
            }
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundle(name: str, paths: StaticFiles) -> str:
    """Return the style sheet or script ``name`` with its imports filled in.

    Raises ``BundleError`` for an import of another form, inside an imported file, or of a file that
    is not among ``paths``.
    """
    return bundle_script(name, paths) if name.endswith(".js") else bundle_style(name, paths)


def bundle_script(name: str, paths: StaticFiles) -> str:
    """Return the script ``name`` with every ``import "./x.js";`` filled in.

    Each file stands in a block, so that what it declares stays its own, as in a module. None may
    hold a text of several lines in backticks, whose indentation is part of what it says.
    """

    def fill_in(line: re.Match[str]) -> str:
        imported = _imported(line["file"], name, paths)
        text = _read(imported, paths)
        if MODULE_WORD.search(text):
            raise BundleError(
                f"{imported} imports or exports; only the entry file may import, "
                'each file on a line of its own: import "./x.js";'
            )
        if any(line.count("`") % 2 for line in text.splitlines()):
            raise BundleError(f"{imported} holds a text of several lines; join several strings.")
        return f"{{\n{_shortened(text, SCRIPT_COMMENT)}\n}}"

    text = _read(name, paths)
    left = MODULE_WORD.search(SCRIPT_IMPORT.sub("", text))
    if left:
        raise BundleError(f"{name} holds what cannot be bundled: {left[0]}")
    return SCRIPT_IMPORT.sub(fill_in, _shortened(text, SCRIPT_COMMENT) + "\n")


def bundle_style(name: str, paths: StaticFiles) -> str:
    """Return the style sheet ``name`` with every ``@import url("x.css") layer(y);`` filled in.

    The imported text stands inside ``@layer y { ... }``, which gives it the place in the cascade
    that the import had.
    """

    def fill_in(line: re.Match[str]) -> str:
        imported = _imported(line["file"], name, paths)
        text = _read(imported, paths)
        _refuse_imports(text, imported)
        text = _with_addresses_from(posixpath.dirname(name), imported, text)
        return f"@layer {line['layer']} {{\n{_shortened(text, COMMENT)}\n}}"

    text = IMPORT.sub(fill_in, _read(name, paths))
    _refuse_imports(text, name)
    return text


def _imported(file: str, name: str, paths: StaticFiles) -> str:
    """The collected name of a file that ``name`` imports."""
    imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), file))
    if imported not in paths:
        raise BundleError(
            f'{name} imports "{file}", but there is no static file {imported}. '
            "Create it or remove the import."
        )
    return imported


def _read(name: str, paths: StaticFiles) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def _shortened(text: str, comment: re.Pattern[str]) -> str:
    return INDENTATION.sub("", comment.sub("", text)).strip()


def _refuse_imports(text: str, name: str) -> None:
    """Browsers ignore an import that follows a rule, so none may be left in a bundle."""
    if "@import" in COMMENT.sub("", text):
        raise BundleError(
            f"{name} holds an @import that cannot be bundled. Only the entry file may import, "
            'each on a line of its own: @import url("components/x.css") layer(components);'
        )


def _with_addresses_from(folder: str, name: str, text: str) -> str:
    """Rewrite the relative addresses in ``name`` so that they hold in a file in ``folder``."""

    def rebase(match: re.Match[str]) -> str:
        target = posixpath.join(posixpath.dirname(name), match["target"])
        return f'url("{posixpath.relpath(target, folder or ".")}")'

    return RELATIVE_URL.sub(rebase, text)


def _in_memory(name: str, text: str) -> Storage:
    storage = InMemoryStorage()
    storage.save(name, ContentFile(text.encode()))
    return storage
