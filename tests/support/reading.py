"""Reading the pages that the site answers with, as a small tree of elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

# What begins a line of its own: a browser shows words before and behind it apart.
BLOCKS = frozenset(
    "article blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 header "
    "legend li nav ol option p section summary table td th tr ul".split()
)


@dataclass(eq=False)
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str | None:
        """The value of an attribute, or None where the element does not have it."""
        return self.attributes.get(attribute)

    @property
    def text(self) -> str:
        """The words inside, with white space as a browser shows it."""
        return " ".join(self._shown().split())

    @property
    def source(self) -> str:
        """The words inside, with white space as it stands in the page."""
        return self._raw()

    def _shown(self) -> str:
        words = "".join(p if isinstance(p, str) else p._shown() for p in self.parts)
        return f" {words} " if self.name in BLOCKS else words

    def _raw(self) -> str:
        return "".join(p if isinstance(p, str) else p._raw() for p in self.parts)

    def everything(self) -> Iterator["Element"]:
        """Yield the elements inside, in the order of their start tags."""
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part.everything()

    def children(self, name: str) -> list["Element"]:
        """The elements of that name right inside this one."""
        return [p for p in self.parts if isinstance(p, Element) and p.name == name]

    def all(self, name: str = "", /, **attributes: str) -> list["Element"]:
        """The elements inside of that name and with these attributes.

        `class_` names one of an element's classes; `http_equiv` stands for `http-equiv`.
        """
        return [e for e in self.everything() if e._is(name, attributes)]

    def one(self, name: str = "", /, **attributes: str) -> "Element":
        """The only such element; fails where there are more or none."""
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} of <{name}> with {attributes}"
        return found[0]

    def links(self) -> list[str]:
        """Where the links inside lead to, in order."""
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]

    def _is(self, name: str, wanted: dict[str, str]) -> bool:
        if name and self.name != name:
            return False
        for key, value in wanted.items():
            if key == "class_":
                if value not in self.attributes.get("class", "").split():
                    return False
            elif self.attributes.get(key.replace("_", "-")) != value:
                return False
        return True


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].name == tag, f"</{tag}> ends <{self.open[-1].name}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read(source: Any) -> Element:
    """The tree of a response or of HTML; fails where a tag ends what is not open."""
    html = source if isinstance(source, str) else source.content.decode()
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].name}> is not closed"
    return builder.open[0]


def fields_of(form: Element) -> dict[str, Any]:
    """What a browser would send for a form that nobody has touched, without its buttons."""
    fields: dict[str, Any] = {}
    for element in form.everything():
        name = element.attributes.get("name")
        if not name or "disabled" in element.attributes:
            continue
        if element.name == "textarea":
            fields[name] = element._raw().removeprefix("\n")
        elif element.name == "select":
            chosen = [o for o in element.all("option") if "selected" in o.attributes]
            values = [o.attributes.get("value", "") for o in chosen]
            if "multiple" in element.attributes:
                fields[name] = values
            elif element.all("option"):
                first = element.all("option")[0].attributes.get("value", "")
                fields[name] = values[0] if values else first
        elif element.name == "input":
            kind = element.attributes.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in element.attributes:
                continue
            if kind not in {"submit", "button", "file", "image"}:
                fields[name] = element.attributes.get("value", "")
    return fields


def programs(page: Element) -> list[Element]:
    """The scripts of a page that a browser would run; a block of data is none."""
    return [e for e in page.all("script") if e["type"] != "application/ld+json"]
