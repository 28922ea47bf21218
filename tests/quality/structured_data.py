"""Structured data: it parses, and holds what search engines require and recommend.

The properties are those of schema.org's types that Google's guides to rich results name.
"""

import json
from collections.abc import Iterator
from typing import Any

ARTICLE = ("headline", "image", "datePublished", "dateModified", "author", "publisher")
PROPERTIES: dict[str, tuple[str, ...]] = {
    "Article": ARTICLE,
    "MedicalWebPage": ARTICLE,
    "FAQPage": ("mainEntity",),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name"),
    "ProfilePage": ("mainEntity",),
    "Person": ("name",),
    "Organization": ("name", "url"),
    "WebSite": ("name", "url", "potentialAction"),
    "SearchAction": ("target", "query-input"),
    "Comment": ("text", "dateCreated", "author"),
    "ImageObject": ("url", "width", "height"),
}
# A page on health is an article, too.
SAME = {"MedicalWebPage": "Article"}


def problems(texts: list[str], expected: tuple[str, ...]) -> list[str]:
    """What is wrong with the structured data of a page that must have those types."""
    said, found = [], []
    for text in texts:
        try:
            found += list(_things(json.loads(text)))
        except ValueError as error:
            said.append(f"does not parse: {error}")
    kinds = {SAME.get(kind, kind) for thing in found for kind in _kinds(thing)}
    said += [f"no {kind}" for kind in expected if kind not in kinds]
    for thing in found:
        # A thing with nothing but a name points at one that is described elsewhere on the page.
        if set(thing) <= {"@id", "@type"}:
            continue
        for kind in _kinds(thing):
            lacking = [name for name in PROPERTIES.get(kind, ()) if not thing.get(name)]
            said += [f"{kind} without {name}" for name in lacking]
    return said


def _kinds(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type", [])
    return kind if isinstance(kind, list) else [kind]


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Every object with a type, however deep."""
    if isinstance(data, list):
        for each in data:
            yield from _things(each)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for each in data.values():
            yield from _things(each)
