"""Deciding about comments: which decision may follow which, who may, and what is written down."""

import datetime as dt
from collections.abc import Callable

import pytest

from comments import moderation
from comments.errors import NotPermitted, WrongState
from comments.models import Comment, Decision, Discussion, RejectionReason, State
from comments.posting import discussion_of
from tests.builders import DAY, HOUR, NOW, articles, comments, people

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[..., Decision]] = {
    "approve": moderation.approve,
    "reject": moderation.reject,
    "mark_spam": moderation.mark_spam,
    "remove": moderation.remove,
}
BUILDERS = {
    State.PENDING: comments.pending,
    State.PUBLISHED: comments.published,
    State.REJECTED: comments.rejected,
    State.SPAM: comments.spam,
    State.REMOVED: comments.removed,
}
# What may follow what, written out again: a table that changes by mistake fails here.
MAY = {
    ("approve", State.PENDING): State.PUBLISHED,
    ("approve", State.REJECTED): State.PUBLISHED,
    ("approve", State.SPAM): State.PUBLISHED,
    ("approve", State.REMOVED): State.PUBLISHED,
    ("reject", State.PENDING): State.REJECTED,
    ("reject", State.PUBLISHED): State.REJECTED,
    ("reject", State.SPAM): State.REJECTED,
    ("mark_spam", State.PENDING): State.SPAM,
    ("mark_spam", State.PUBLISHED): State.SPAM,
    ("mark_spam", State.REJECTED): State.SPAM,
    ("remove", State.PENDING): State.REMOVED,
    ("remove", State.PUBLISHED): State.REMOVED,
    ("remove", State.REJECTED): State.REMOVED,
    ("remove", State.SPAM): State.REMOVED,
}
MAY_NOT = [(verb, state) for verb in VERBS for state in State if (verb, state) not in MAY]


def counters_are_exact(discussion: Discussion) -> bool:
    discussion.refresh_from_db()
    mine = Comment.objects.filter(discussion=discussion)
    counted = (mine.published().count(), mine.pending().count())
    return (discussion.published_count, discussion.pending_count) == counted


@pytest.mark.row("CM8")
@pytest.mark.parametrize(("verb", "before"), MAY, ids=str)
def test_a_decision_changes_the_state_and_is_written_down(verb: str, before: State) -> None:
    comment = BUILDERS[before](articles.live())
    known = comment.decisions.count()
    moderator = people.moderator("mo")
    decision = VERBS[verb](comment, by=moderator, now=NOW + HOUR, note="As agreed.")
    after = MAY[verb, before]
    comment.refresh_from_db()
    assert comment.state == after
    assert comment.decisions.count() == known + 1
    assert comment.decisions.first() == decision
    assert (decision.from_state, decision.to_state) == (before, after)
    assert (decision.at, decision.by, decision.by_name) == (NOW + HOUR, moderator, "mo")
    assert (decision.note, decision.undone) == ("As agreed.", False)
    assert counters_are_exact(comment.discussion)


@pytest.mark.row("CM8")
@pytest.mark.parametrize(("verb", "before"), MAY_NOT, ids=str)
def test_a_decision_that_does_not_fit_changes_nothing(verb: str, before: State) -> None:
    comment = BUILDERS[before](articles.live(), name="Zoe")
    known = comment.decisions.count()
    with pytest.raises(WrongState, match="Zoe"):
        VERBS[verb](comment, by=people.moderator(), now=NOW)
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.count()) == (before, known)
    assert counters_are_exact(comment.discussion)


@pytest.mark.row("CM8")
@pytest.mark.parametrize(("verb", "before"), MAY, ids=str)
def test_undo_takes_a_decision_back_and_says_so(verb: str, before: State) -> None:
    comment = BUILDERS[before](articles.live())
    moderator = people.moderator()
    decision = VERBS[verb](comment, by=moderator, now=NOW + HOUR)
    undone = moderation.undo(comment, by=moderator, now=NOW + DAY)
    comment.refresh_from_db()
    decision.refresh_from_db()
    assert comment.state == before
    assert (undone.from_state, undone.to_state) == (decision.to_state, before)
    assert (decision.undone, undone.note) == (True, "Undone")
    assert counters_are_exact(comment.discussion)


@pytest.mark.row("CM8")
def test_undo_goes_back_step_by_step_to_the_beginning() -> None:
    comment = comments.pending(articles.live())
    moderator = people.moderator()
    for number, verb in enumerate([moderation.approve, moderation.reject, moderation.mark_spam]):
        verb(comment, by=moderator, now=NOW + number * HOUR)
    states = []
    for number in range(3):
        moderation.undo(comment, by=moderator, now=NOW + DAY + number * HOUR)
        comment.refresh_from_db()
        states.append(comment.state)
    assert states == [State.REJECTED, State.PUBLISHED, State.PENDING]
    with pytest.raises(WrongState, match="no decision"):
        moderation.undo(comment, by=moderator, now=NOW + 2 * DAY)


@pytest.mark.row("CM8")
def test_a_new_decision_after_an_undo_is_what_the_next_undo_takes_back() -> None:
    comment = comments.pending(articles.live())
    moderator = people.moderator()
    moderation.approve(comment, by=moderator, now=NOW)
    moderation.undo(comment, by=moderator, now=NOW + HOUR)
    moderation.mark_spam(comment, by=moderator, now=NOW + 2 * HOUR)
    moderation.undo(comment, by=moderator, now=NOW + 3 * HOUR)
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.row("CM8")
def test_a_rejection_names_its_reason() -> None:
    comment = comments.pending(articles.live())
    decision = moderation.reject(
        comment, by=people.moderator(), now=NOW, reason=RejectionReason.UNSAFE_ADVICE
    )
    assert decision.reason == RejectionReason.UNSAFE_ADVICE


@pytest.mark.row("CM8")
@pytest.mark.usefixtures("publish_at_once")
def test_what_screening_decides_is_written_down_too() -> None:
    comment = comments.posted(articles.live())
    decision = comment.decisions.get()
    assert (decision.from_state, decision.to_state) == (State.PENDING, State.PUBLISHED)
    assert (decision.by, decision.by_name) == (None, "Screening")


@pytest.mark.row("CM8")
def test_a_decision_outlives_the_account_that_took_it() -> None:
    comment = comments.pending(articles.live())
    moderator = people.moderator("mo")
    moderation.approve(comment, by=moderator, now=NOW)
    moderator.delete()
    decision = comment.decisions.get()
    assert (decision.by, decision.by_name) == (None, "mo")


@pytest.mark.row("U5")
@pytest.mark.parametrize("verb", [*VERBS, "undo"])
@pytest.mark.parametrize("role", ["writer", "editor", "reviewer", "nobody", "left"])
def test_only_moderators_decide(verb: str, role: str) -> None:
    # Every verb could do something to a published comment but approve.
    builder = comments.pending if verb == "approve" else comments.published
    comment = builder(articles.live())
    known = (comment.state, comment.decisions.count())
    if role == "nobody":
        person = people.account("nobody")
    elif role == "left":
        person = people.moderator("left")
        person.is_active = False
        person.save()
    else:
        person = getattr(people, role)()
    with pytest.raises(NotPermitted):
        getattr(moderation, verb)(comment, by=person, now=NOW)
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.count()) == known


@pytest.mark.parametrize("role", ["moderator", "administrator", "superuser"])
def test_moderators_and_administrators_decide(role: str) -> None:
    comment = comments.pending(articles.live())
    moderation.approve(comment, by=getattr(people, role)(), now=NOW)
    assert comment.state == State.PUBLISHED


def test_the_moment_of_publication_is_the_first_one() -> None:
    comment = comments.pending(articles.live())
    assert comment.published_at is None
    moderator = people.moderator()
    moderation.approve(comment, by=moderator, now=NOW + HOUR)
    moderation.remove(comment, by=moderator, now=NOW + 2 * HOUR)
    moderation.approve(comment, by=moderator, now=NOW + 3 * HOUR)
    comment.refresh_from_db()
    assert comment.published_at == NOW + HOUR


def test_a_decision_about_an_outdated_copy_goes_by_what_is_stored() -> None:
    comment = comments.pending(articles.live())
    outdated = Comment.objects.get(pk=comment.pk)
    moderation.mark_spam(comment, by=people.moderator(), now=NOW)
    decision = moderation.approve(outdated, by=people.moderator(), now=NOW + dt.timedelta(1))
    assert decision.from_state == State.SPAM
    assert counters_are_exact(discussion_of(comment.discussion.article))
