"""Templates hold no script, no style, nothing unescaped, and say what they need."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.code_base import files, report, shown, text_of

SCRIPT_WITH_BODY = re.compile(r"<script\b[^>]*>\s*[^<\s].*?</script>", re.IGNORECASE | re.DOTALL)
STYLE_WITH_BODY = re.compile(r"<style\b[^>]*>\s*[^<\s].*?</style>", re.IGNORECASE | re.DOTALL)
INLINE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
# A ">" in a tag of Django's would end the HTML element around it.
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNESCAPED = re.compile(
    r"\{\{[^}]*\|\s*(?:safe|safeseq)\b|\{%\s*(?:autoescape\s+off|filter\s+safe)\b"
)
NAMELESS_ENDBLOCK = re.compile(r"\{%-?\s*endblock\s*-?%\}")
OPENING_COMMENT = re.compile(
    r"\{%\s*comment\s*%\}(.*?)\{%\s*endcomment\s*%\}|\{#(.*?)#\}", re.DOTALL
)

# Templates that may leave a value unescaped, with the reason.
UNESCAPED_ALLOWED: dict[str, str] = {}


def templates() -> list[Path]:
    return [path for path in files(".html") if "templates" in path.parts]


def matches(pattern: re.Pattern[str], *, without_tags: bool = False) -> Iterator[str]:
    """Yield the place and the beginning of each match of `pattern` in a template."""
    for path in templates():
        text = text_of(path)
        if without_tags:
            text = TEMPLATE_TAG.sub(lambda tag: " " + "\n" * tag.group().count("\n"), text)
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{shown(path)}:{line}: {' '.join(match.group().split())[:80]}"


def test_there_are_templates() -> None:
    assert len(templates()) > 10


def test_no_script_has_a_body() -> None:
    report(list(matches(SCRIPT_WITH_BODY)), "The content security policy runs files only:")


def test_no_style_element_has_a_body() -> None:
    report(list(matches(STYLE_WITH_BODY)), "Styles stand in static/css/:")


def test_no_inline_style_or_event_handler() -> None:
    report(
        list(matches(INLINE_ATTRIBUTE, without_tags=True)),
        "The content security policy refuses these:",
    )


def test_nothing_is_left_unescaped() -> None:
    found = [hit for hit in matches(UNESCAPED) if hit.partition(":")[0] not in UNESCAPED_ALLOWED]
    report(found, "Only code that has sanitised a text may call it safe:")


def test_blocks_are_closed_by_name() -> None:
    report(list(matches(NAMELESS_ENDBLOCK)), "Write {% endblock name %}:")


def test_partials_begin_with_their_variables() -> None:
    violations = []
    for path in templates():
        if not path.name.startswith("_"):
            continue
        opening = OPENING_COMMENT.match(text_of(path).lstrip())
        if opening is None or "variable" not in opening.group().lower():
            violations.append(shown(path))
    report(violations, 'A partial begins with a comment that has a line "Variables: ...":')
