"""Nesting comments below what they answer."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from comments import threads
from comments.models import Comment, State
from comments.threads import Node

STATES = st.sampled_from([State.PUBLISHED, State.REMOVED])


@st.composite
def discussions(draw: st.DrawFn) -> list[Comment]:
    """Comments with every parent before its answers; some of them answer one that is missing."""
    size = draw(st.integers(0, 40))
    found = []
    for pk in range(1, size + 1):
        parent = draw(st.none() | st.integers(1, pk - 1) if pk > 1 else st.none())
        found.append(Comment(pk=pk, parent_id=parent, state=draw(STATES), author_name=f"N{pk}"))
    missing = draw(st.sets(st.integers(1, size), max_size=5)) if size else set()
    return [comment for comment in found if comment.pk not in missing]


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def with_whole_ancestry(comments: list[Comment]) -> list[int]:
    """The numbers of the comments that can be reached from the top, worked out the slow way."""
    by_number = {comment.pk: comment for comment in comments}

    def reaches_the_top(comment: Comment) -> bool:
        if comment.parent_id is None:
            return True
        parent = by_number.get(comment.parent_id)
        return parent is not None and reaches_the_top(parent)

    return [comment.pk for comment in comments if reaches_the_top(comment)]


@pytest.mark.row("CP5")
@given(discussions())
def test_each_comment_whose_parents_are_there_appears_exactly_once(comments: list[Comment]) -> None:
    shown = [node.comment.pk for node in walk(threads.tree(comments, reply_to=""))]
    assert sorted(shown) == with_whole_ancestry(comments)


@pytest.mark.row("CP5")
@given(discussions(), st.integers(2, 6))
def test_no_answer_stands_deeper_than_the_display_depth(
    comments: list[Comment], depth: int
) -> None:
    def deepest(nodes: list[Node]) -> int:
        return max((1 + deepest(node.children) for node in nodes), default=0)

    with override_settings(COMMENTS_DISPLAY_DEPTH=depth):
        top = threads.tree(comments, reply_to="")
    assert deepest(top) <= depth
    assert all(node.depth <= depth for node in walk(top))


@given(discussions())
def test_an_answer_stands_below_its_parent_or_beside_it_where_that_is_deepest(
    comments: list[Comment],
) -> None:
    top = threads.tree(comments, reply_to="")
    holders = {child.comment.pk: node for node in walk(top) for child in node.children}
    for node in walk(top):
        parent = node.comment.parent_id
        if parent is None:
            assert node.comment.pk not in holders
            continue
        holder = holders[node.comment.pk]
        if holder.comment.pk != parent:
            assert node.depth == settings.COMMENTS_DISPLAY_DEPTH
            assert parent in {child.comment.pk for child in holder.children}


@given(discussions())
def test_comments_keep_their_order_within_a_list(comments: list[Comment]) -> None:
    order = {comment.pk: place for place, comment in enumerate(comments)}
    top = threads.tree(comments, reply_to="")
    for siblings in [top, *(node.children for node in walk(top))]:
        places = [order[node.comment.pk] for node in siblings]
        assert places == sorted(places)


@given(discussions())
def test_what_is_public_can_be_answered_and_a_placeholder_cannot(comments: list[Comment]) -> None:
    for node in walk(threads.tree(comments, reply_to="/articles/sleep/?reply=")):
        published = node.comment.state == State.PUBLISHED
        expected = f"/articles/sleep/?reply={node.comment.pk}#leave-a-comment"
        assert node.reply_url == (expected if published else "")


@given(discussions())
def test_nothing_can_be_answered_in_a_closed_discussion(comments: list[Comment]) -> None:
    assert not any(node.reply_url for node in walk(threads.tree(comments, reply_to="")))


@given(discussions(), st.integers(0, 45))
def test_find_finds_what_is_shown_and_nothing_else(comments: list[Comment], pk: int) -> None:
    top = threads.tree(comments, reply_to="")
    found = threads.find(top, pk)
    shown = {node.comment.pk for node in walk(top)}
    assert (found.comment.pk if found else None) == (pk if pk in shown else None)
