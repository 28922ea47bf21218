"""Two versions of an article, field by field: names for numbers, rows for lists."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import editing, snapshots
from articles.diffing import diff
from tests.builders import articles, faqs, images, labels, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("A6")]


def changed(**changes: Any) -> dict[str, Any]:
    """What `diff` says of an article before and after some changes, by field."""
    article = articles.draft()
    before = editing.latest_revision(article).data
    after = articles.revise(article, **changes).data
    return {each.field: each for each in diff(before, after)}


def rows_of(before: list[Any], after: list[Any], field: str) -> list[tuple[str, Any, Any, str]]:
    [found] = diff(snapshots.blank(**{field: before}), snapshots.blank(**{field: after}))
    return [(row.status, row.was, row.now, row.html) for row in found.rows]


def test_nothing_changed() -> None:
    data = editing.latest_revision(articles.draft()).data
    assert diff(data, data) == []


def test_texts_are_told_by_words_and_choices_by_names() -> None:
    found = changed(title="Sleeping well", slug="well", category=labels.category("Rest"))
    assert set(found) == {"title", "slug", "category"}
    assert "<del>better</del> <ins>well</ins>" in found["title"].html
    assert found["category"].html == "<del>Sleep</del> <ins>Rest</ins>"


def test_tags_and_picture() -> None:
    found = changed(tags=[labels.tag("Naps")], picture=images.image(), picture_alt="A bed")
    assert found["tags"].html.strip() == "<ins>Naps</ins>"
    assert found["lead_image"].html == "<ins>A bedroom</ins>"
    assert "<ins>A bed</ins>" in found["lead_image_alt"].html


def test_a_first_version_is_new_as_a_whole() -> None:
    data = editing.latest_revision(articles.draft()).data
    found = {each.field: each for each in diff(None, data)}
    assert set(found) == {"title", "slug", "summary", "body", "category", "contributors"}
    assert [row.status for row in found["contributors"].rows] == ["added"]


def test_people_by_name_and_role() -> None:
    ana, ben = people.author("Ana"), people.author("Ben")
    before = [{"author": ana.pk, "role": "writer"}, {"author": ben.pk, "role": "writer"}]
    after = [{"author": ben.pk, "role": "writer"}, {"author": ana.pk, "role": "fact_checker"}]
    found = {status: html for status, _was, _now, html in rows_of(before, after, "contributors")}
    assert "<del>Writer</del> <ins>Fact-checker</ins>" in found["changed"].replace(
        "<ins> ", "<ins>"
    )


def test_sources_one_by_one() -> None:
    naps, trial = {"title": "Naps"}, {"title": "A trial", "doi": "10.1/x", "year": 2020}
    newer, more = {**trial, "year": 2021}, {"title": "More"}
    found = rows_of([naps, trial], [newer, more], "sources")
    assert [(status, was, now) for status, was, now, _html in found] == [
        ("changed", 2, 1), ("added", None, 2), ("removed", 1, None),
    ]  # fmt: skip
    assert "<del>2020</del> <ins>2021</ins>" in found[0][3]
    assert found[2][3] == "<del>Naps</del>"


def test_what_only_moved() -> None:
    a, b, c = ({"title": title} for title in "abc")
    assert rows_of([a, b, c], [c, a, b], "sources") == [("moved", 3, 1, "c")]


def test_questions_and_whether_their_answer_changed() -> None:
    first = faqs.draft(question="How long?")
    second = faqs.draft(question="How often?", answer="<p>Once a day.</p>")
    article = articles.draft(faqs=[first])
    before = editing.latest_revision(article).data
    faqs.revise(first, body="<p>Thirty minutes are enough.</p>")
    after = articles.revise(article, faqs=[first, second]).data
    [found] = diff(before, after)
    changed_row, added = found.rows
    assert (changed_row.status, added.status) == ("changed", "added")
    assert "<del>Twenty</del> <ins>Thirty</ins>" in changed_row.html
    assert "<ins>How often?</ins>" in added.html
    assert "<ins>Once a day.</ins>" in added.html


def test_what_was_deleted_since_has_its_number() -> None:
    [found] = diff(snapshots.blank(tags=[999999]), snapshots.blank())
    assert "number 999999, deleted" in found.html


def test_markup_in_names_is_text() -> None:
    [found] = diff(snapshots.blank(), snapshots.blank(title="<b>&"))
    assert "<b>" not in found.html
    assert "&lt;b&gt;&amp;" in found.html


def test_the_number_of_queries_is_constant() -> None:
    def queries_of(count: int) -> int:
        data = snapshots.blank(tags=[labels.tag(f"Tag {n}").pk for n in range(count)])
        with CaptureQueriesContext(connection) as captured:
            diff(snapshots.blank(), data)
        return len(captured)

    assert queries_of(1) == queries_of(20)
