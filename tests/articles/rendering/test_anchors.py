"""Links to a heading outlive its words."""

import pytest

from articles.rendering.body import RenderedBody, render_body
from tests.support.reading import read

pytestmark = pytest.mark.row("R2")


def after(before: RenderedBody | None, *headings: str) -> RenderedBody:
    body = "".join(f"<h2>{words}</h2><p>Text</p>" for words in headings)
    return render_body(body, source_count=0, before=before.contents if before else ())


def leads_to(body: RenderedBody, anchor: str) -> str:
    """The words of the heading at `anchor`, or within which it stands."""
    found = [
        heading.text
        for heading in read(body.html).all("h2")
        if anchor in {heading.attributes["id"], *(s.attributes["id"] for s in heading.all("span"))}
    ]
    assert len(found) == 1, anchor
    return found[0]


def test_a_renamed_heading_keeps_its_anchor() -> None:
    first = after(None, "What it is", "Who needs it", "How to sleep")
    second = after(first, "What it is", "Who needs sleep", "How to sleep")
    assert leads_to(second, "who-needs-it") == "Who needs sleep"
    assert [entry["id"] for entry in second.contents] == [
        "what-it-is",
        "who-needs-sleep",
        "how-to-sleep",
    ]
    third = after(second, "New first", "What it is", "Who must sleep", "How to sleep")
    assert leads_to(third, "who-needs-it") == leads_to(third, "who-needs-sleep") == "Who must sleep"


def test_an_anchor_that_is_gone_leads_to_where_its_section_stood() -> None:
    first = after(None, "One", "Two", "Three")
    assert leads_to(after(first, "One", "Three"), "two") == "One"
    assert leads_to(after(first, "Two", "Three"), "one") == "Two"
    assert leads_to(after(first, "Four"), "three") == "Four"


def test_an_anchor_that_comes_back_is_that_of_its_own_heading() -> None:
    renamed = after(after(None, "One", "Two"), "One", "Three")
    again = after(renamed, "One", "Two", "Four")
    assert leads_to(again, "two") == "Two"
    assert leads_to(again, "three") in {"Two", "Four"}


def test_only_the_last_names_are_kept() -> None:
    body = after(None, "Name 0")
    for number in range(1, 20):
        body = after(body, f"Name {number}")
    [heading] = body.contents
    assert heading["former"] == ["name-18", "name-17", "name-16", "name-15", "name-14"]
    assert after(body).contents == []
