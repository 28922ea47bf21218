"""Whatever readers are told can be translated, and is, into the second language that is shipped."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache

import pytest

from tests.house import translatable
from tests.house.code_base import ROOT, report, shown, text_of

pytestmark = [pytest.mark.sqlite, pytest.mark.row("X5")]

CATALOGUE = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
WAY_OUT = "run `make messages`, translate what is new in locale/, and run it again:"

TAG_OF_DJANGO = re.compile(
    r"\{%\s*(comment|blocktranslate)\b.*?\{%\s*end\1\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
TAG_OF_HTML = re.compile(r"<[^>]*>")
WORDS_OF_TAG = re.compile(r'\b(?:aria-label|placeholder|title|alt|label)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")
# What is left of a tag of Django's when it is taken out.
GONE = "\N{OBJECT REPLACEMENT CHARACTER}"

SPEAKING = ("*/views/*.py", "*forms.py", "*/feeds.py", "*/templatetags/*.py", "*/views.py")
SENTENCE = re.compile(r"[A-Z][a-z’']*,? [a-z]")
FORMAT_OF_DATE = re.compile(r"\|date:(\"[^\"]*\"|'[^']*')")
PLACE = re.compile(r"%(?:\((\w+)\))?[sd]")
# Sentences that no reader meets, with the reason.
UNSEEN = {"Its comment is no longer kept.": "tells the code why a link is refused"}


def test_templates_hold_no_words_of_their_own() -> None:
    found = []
    for path in translatable.templates():
        text = TAG_OF_DJANGO.sub(lambda tag: GONE + "\n" * tag.group().count("\n"), text_of(path))
        words = [*WORDS_OF_TAG.findall(text), *TAG_OF_HTML.sub("", text).splitlines()]
        found += [f"{shown(path)}: {each.strip()}" for each in words if WORD.search(each)]
    report(found, "Words for readers stand in {% translate %} or {% blocktranslate %}:")


def test_code_hands_readers_no_words_of_its_own() -> None:
    found = []
    for path in translatable.python_files():
        if any(fnmatch(shown(path), pattern) for pattern in SPEAKING):
            found += [f"{shown(path)}: {each}" for each in _said(ast.parse(text_of(path)))]
    report(found, "Sentences for readers go through gettext:")


def test_dates_are_written_as_the_language_does() -> None:
    known = {"c", "e", "DATE_FORMAT", "TIME_FORMAT"}
    found = [
        f"{shown(path)}: {chosen}"
        for path in translatable.templates()
        for chosen in FORMAT_OF_DATE.findall(text_of(path))
        if chosen[1:-1] not in known
    ]
    report(found, "Templates for readers name a format of the language:")


def test_nothing_for_readers_is_left_in_english() -> None:
    translated = _compiled()
    found = [
        f"{place}: {key[1]}"
        for key, place in translatable.messages().items()
        if not translated.get(key)
    ]
    report(found, f"Without a translation in {shown(CATALOGUE)}; {WAY_OUT}")


def test_no_translation_is_a_guess() -> None:
    guessed = [line for line in text_of(CATALOGUE).splitlines() if line.startswith("#, fuzzy")]
    assert not guessed, f"{shown(CATALOGUE)} has guesses of gettext, marked as fuzzy"


def test_translations_have_a_place_for_the_same_values() -> None:
    found = [
        f"{message}\n    {text}"
        for (_context, message), texts in _compiled().items()
        for text in texts
        if Counter(PLACE.findall(message)) != Counter(PLACE.findall(text))
    ]
    report(found, "The values of the one are not those of the other:")


def test_the_compiled_catalogue_is_up_to_date() -> None:
    written = {key: texts for key, texts in _written() if any(texts)}
    spoken = _compiled()
    stale = [key[1] for key in written.keys() | spoken if written.get(key) != spoken.get(key)]
    report(stale, f"The .mo beside {shown(CATALOGUE)} says otherwise; {WAY_OUT}")


def _said(tree: ast.AST) -> Iterator[str]:
    """The literals that read like sentences: no docstrings, nothing that goes through gettext."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                pass
            case ast.Call(func=ast.Name(id=name)) if name in translatable.IN_PYTHON:
                pass
            case ast.Constant(value=str(text)) if SENTENCE.match(text) and text not in UNSEEN:
                yield text
            case _:
                yield from _said(node)


@cache
def _compiled() -> dict[translatable.Key, list[str]]:
    """The messages that the site speaks from, each with its translation or its plural forms."""
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    found: dict[translatable.Key, list[str]] = {}
    for message, text in catalogue.items():
        key = _key(message[0] if isinstance(message, tuple) else message)
        if key != ("", ""):
            found.setdefault(key, []).append(text)
    return found


def _written() -> Iterator[tuple[translatable.Key, list[str]]]:
    """The same from the catalogue that people write: its first entry is about itself."""
    for entry in text_of(CATALOGUE).strip().split("\n\n")[1:]:
        fields: dict[str, str] = {}
        name = ""
        for line in entry.splitlines():
            if not line.startswith("#"):
                start, _space, quoted = line.partition('"')
                name = start.strip() or name
                fields[name] = fields.get(name, "") + ast.literal_eval(f'"{quoted}')
        texts = [text for name, text in fields.items() if name.startswith("msgstr")]
        yield (fields.get("msgctxt", ""), fields["msgid"]), texts


def _key(message: str) -> translatable.Key:
    """A compiled catalogue writes the context before the message."""
    context, _end, text = message.rpartition("\x04")
    return context, text
