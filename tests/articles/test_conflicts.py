"""Two versions of an article: what differs, who changed it, and what a choice makes of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import conflicts, snapshots
from articles.snapshots import ArticleData

pytestmark = [pytest.mark.row("A5"), pytest.mark.sqlite]

words = st.sampled_from(["", "One", "Two", "Three"])
numbers = st.none() | st.integers(1, 3)
sources = st.lists(st.fixed_dictionaries({"title": words}), max_size=2)
people = st.lists(
    st.fixed_dictionaries({"author": st.integers(1, 3), "role": st.just("writer")}), max_size=2
)
lead = st.fixed_dictionaries(
    {"image": numbers, "alt": words, "decorative": st.booleans(), "caption": st.just("")}
)
versions = st.builds(
    snapshots.blank,
    title=words,
    summary=words,
    body=words,
    category=numbers,
    tags=st.lists(st.integers(1, 3), unique=True).map(sorted),
    lead_image=lead,
    sources=sources,
    contributors=people,
)


def both_changed(base: ArticleData, theirs: ArticleData, yours: ArticleData, field: str) -> bool:
    was: Any = base[field]  # type: ignore[literal-required]
    return theirs[field] != was != yours[field]  # type: ignore[literal-required]


@given(versions, versions, versions)
def test_what_is_the_same_is_no_conflict_and_everything_else_is_one(
    base: ArticleData, theirs: ArticleData, yours: ArticleData
) -> None:
    found = {conflict.field for conflict in conflicts.compare(base, theirs, yours)}
    assert found == {
        field
        for field in theirs
        if theirs[field] != yours[field]  # type: ignore[literal-required]
    }


@given(versions, versions)
def test_choosing_one_side_throughout_is_that_side(theirs: ArticleData, yours: ArticleData) -> None:
    fields = [conflict.field for conflict in conflicts.compare(None, theirs, yours)]
    assert conflicts.choose(theirs, yours, dict.fromkeys(fields, "yours")) == yours
    assert conflicts.choose(theirs, yours, dict.fromkeys(fields, "theirs")) == theirs


@given(versions, versions, versions)
def test_what_only_one_side_changed_is_suggested_as_that_side_left_it(
    base: ArticleData, theirs: ArticleData, yours: ArticleData
) -> None:
    found = conflicts.compare(base, theirs, yours)
    suggested = {c.field: c.changed_by for c in found if c.changed_by}
    merged = conflicts.choose(theirs, yours, suggested)
    for field in merged:
        if both_changed(base, theirs, yours, field):
            assert field not in suggested
        else:
            was, theirs_now, yours_now, after = (
                version[field]  # type: ignore[literal-required]
                for version in (base, theirs, yours, merged)
            )
            assert after == (yours_now if theirs_now == was else theirs_now)


def test_without_the_version_that_both_began_with_nothing_is_suggested() -> None:
    theirs, yours = snapshots.blank(title="One"), snapshots.blank(title="Two")
    [conflict] = conflicts.compare(None, theirs, yours)
    assert conflict == conflicts.Conflict("title", None)


def test_which_text_of_a_question_was_pinned_is_no_change() -> None:
    base = snapshots.blank(faqs=[{"faq": 1, "revision": 7}])
    theirs = snapshots.blank(faqs=[{"faq": 1}])
    yours = snapshots.blank(faqs=[{"faq": 1}, {"faq": 0, "question": "Why?", "answer": "So."}])
    assert conflicts.compare(base, theirs, theirs) == []
    assert conflicts.compare(base, theirs, yours) == [conflicts.Conflict("faqs", "yours")]
