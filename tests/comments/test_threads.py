"""Nesting comments below what they answer."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from comments import threads
from comments.models import Comment, State
from comments.models.comment import MAX_PATH_DEPTH, SEGMENT_LENGTH
from comments.threads import Node

STATES = st.sampled_from([State.PUBLISHED, State.REMOVED])


@st.composite
def discussions(draw: st.DrawFn) -> list[Comment]:
    """All that a discussion shows, in the order of reading."""
    size = draw(st.integers(0, 40))
    found: dict[int, Comment] = {}
    for pk in range(1, size + 1):
        parent = draw(st.none() | st.sampled_from(list(found.values())) if found else st.none())
        comment = Comment(pk=pk, parent=parent, state=draw(STATES), author_name=f"N{pk}")
        place(comment, parent)
        published = parent is not None and parent.state == State.PUBLISHED
        comment.answered_name = parent.author_name if published else ""
        found[pk] = comment
    return sorted(found.values(), key=lambda comment: comment.path)


def place(comment: Comment, parent: Comment | None) -> None:
    above = parent.path[: (MAX_PATH_DEPTH - 1) * SEGMENT_LENGTH] if parent else ""
    comment.path = f"{above}{comment.pk:0{SEGMENT_LENGTH}}"


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


@pytest.mark.row("CP5")
@given(discussions(), st.integers(0, 40), st.integers(0, 40))
def test_each_comment_of_a_page_appears_exactly_once_in_its_order(
    comments: list[Comment], begin: int, length: int
) -> None:
    page = comments[begin : begin + length]
    assert [node.comment for node in walk(threads.tree(page, reply_to=""))] == page


@pytest.mark.row("CP9")
@given(discussions(), st.integers(0, 40))
def test_only_the_answers_of_a_continued_thread_stand_at_the_top(
    comments: list[Comment], begin: int
) -> None:
    top = [node.comment for node in threads.tree(comments[begin:], reply_to="")]
    below = [each for each in top if each.parent_id is not None]
    assert top[: len(below)] == below
    assert len({each.path[:SEGMENT_LENGTH] for each in below}) <= 1


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
        parent = node.comment.parent
        if parent is None:
            assert node.comment.pk not in holders
        elif holders[node.comment.pk].comment != parent:
            assert node.depth == settings.COMMENTS_DISPLAY_DEPTH
            assert holders[node.comment.pk] == holders[parent.pk]


@given(discussions())
def test_an_answer_names_whom_it_answers_unless_it_follows_or_that_was_taken_away(
    comments: list[Comment],
) -> None:
    top = threads.tree(comments, reply_to="")
    first_below = {
        node.children[0].comment.pk: node.comment.pk for node in walk(top) if node.children
    }
    for node in walk(top):
        parent = node.comment.parent
        follows = parent is not None and first_below.get(node.comment.pk) == parent.pk
        named = parent is not None and parent.state == State.PUBLISHED and not follows
        assert node.answers == (parent.author_name if named else "")


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
