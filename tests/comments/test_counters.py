"""Whatever is posted and decided in whatever order, a discussion's counters say what is true."""

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from comments import moderation
from comments.errors import CommentRefused
from comments.models import Comment, Decision, Discussion, State
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.support.chance import examples

VERBS = st.sampled_from(
    [moderation.approve, moderation.reject, moderation.mark_spam, moderation.remove]
)


class Discussing(RuleBasedStateMachine):
    """Readers post and moderators decide, on two articles."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        assert not Comment.objects.exists()
        self.now = NOW
        self.articles = [articles.live(), articles.live(title="Naps")]
        self.comments: list[Comment] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(number=st.integers(0, 1))
    def post(self, number: int) -> None:
        self.comments.append(comments.posted(self.articles[number], now=self._tick()))

    @rule(which=st.integers(0, 30))
    def answer(self, which: int) -> None:
        public = [each for each in self.comments if each.state == State.PUBLISHED]
        if public:
            parent = public[which % len(public)]
            article = parent.discussion.article
            self.comments.append(comments.posted(article, parent=parent, now=self._tick()))

    @rule(which=st.integers(0, 30), verb=VERBS)
    def decide(self, which: int, verb) -> None:
        self._try(which, verb)

    @rule(which=st.integers(0, 30))
    def undo(self, which: int) -> None:
        self._try(which, moderation.undo)

    @invariant()
    def counters_say_what_is_there(self) -> None:
        for discussion in Discussion.objects.all():
            mine = Comment.objects.filter(discussion=discussion)
            assert discussion.published_count == mine.published().count()
            assert discussion.pending_count == mine.pending().count()

    @invariant()
    def history_leads_to_the_state_of_each_comment(self) -> None:
        assert not Decision.objects.filter(from_state=F("to_state")).exists()
        for comment in Comment.objects.prefetch_related("decisions"):
            state = State.PENDING
            for decision in reversed(comment.decisions.all()):
                assert decision.from_state == state
                state = decision.to_state
            assert comment.state == state

    def _try(self, which: int, verb) -> None:
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            try:
                verb(comment, by=people.moderator(), now=self._tick())
            except CommentRefused:
                pass

    def _tick(self):
        self.now += MINUTE
        return self.now


@pytest.mark.django_db
@pytest.mark.row("CM8")
@pytest.mark.row("CP17")
def test_counters_and_history_stay_true_whatever_happens() -> None:
    run_state_machine_as_test(
        Discussing,
        settings=settings(
            max_examples=examples(15),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
