"""The workflow as a table: every state, every verb, every role."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import override_settings

from articles import editing, publishing, workflow
from articles.errors import EditorialRefusal, NotPermitted, WrongStage
from articles.models import Action, Article, Change, Stage
from tests.builders import DAY, HOUR, NOW, articles, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + 2 * DAY


def live_with_changes() -> Article:
    article = articles.live()
    articles.revise(article, title="Changed since")
    return article


STATES: dict[str, Callable[[], Article]] = {
    "draft": articles.draft,
    "in review": articles.in_review,
    "changes requested": articles.changes_requested,
    "approved": articles.approved,
    "scheduled": lambda: articles.scheduled(at=NOW + 9 * DAY),
    "live": articles.live,
    "live, changed on the desk": live_with_changes,
    "withdrawn": articles.withdrawn,
}
Verb = Callable[[Article, User], object]
VERBS: dict[str, Verb] = {
    "submit": lambda article, by: workflow.submit(article, by=by, now=LATER),
    "request changes": lambda article, by: workflow.request_changes(
        article, by=by, now=LATER, note="Say where it comes from."
    ),
    "approve": lambda article, by: workflow.approve(
        editing.latest_revision(article), by=by, now=LATER
    ),
    "sign off": lambda article, by: workflow.sign_off(
        editing.latest_revision(article), by=by, now=LATER
    ),
    "publish": lambda article, by: publishing.publish(
        editing.latest_revision(article), by=by, now=LATER, change=Change.MINOR
    ),
    "schedule": lambda article, by: publishing.publish(
        editing.latest_revision(article), by=by, now=LATER, at=LATER + HOUR, change=Change.MINOR
    ),
    "cancel schedule": lambda article, by: publishing.cancel_schedule(article, by=by, now=LATER),
    "withdraw": lambda article, by: publishing.withdraw(
        article, by=by, now=LATER, reason="It is out of date."
    ),
}
ROLES: dict[str, Callable[[], User]] = {
    "its writer": people.writer,
    "another writer": lambda: people.writer("other"),
    "editor": people.editor,
    "medical reviewer": people.reviewer,
    "moderator": people.moderator,
    "administrator": people.administrator,
}

# The table that E1 asks for, in two halves, written out by hand.
POSSIBLE = {
    "draft": {"submit", "sign off"},
    "in review": {"request changes", "approve", "sign off"},
    "changes requested": {"submit", "sign off"},
    "approved": {"request changes", "publish", "schedule", "sign off"},
    "scheduled": {"request changes", "publish", "schedule", "cancel schedule", "sign off"},
    "live": {"request changes", "withdraw", "sign off"},
    "live, changed on the desk": {"submit", "withdraw", "sign off"},
    "withdrawn": {"request changes", "publish", "schedule", "sign off"},
}
EDITORS = {"editor", "administrator"}
PERMITTED = {
    "submit": {"its writer", *EDITORS},
    "request changes": EDITORS,
    "approve": EDITORS,
    "sign off": {"medical reviewer", "administrator"},
    "publish": EDITORS,
    "schedule": EDITORS,
    "cancel schedule": EDITORS,
    "withdraw": EDITORS,
}


def outcome(verb: Verb, article: Article, by: User) -> str:
    """Say what a verb does in a transaction that is taken back."""
    try:
        with transaction.atomic():
            verb(Article.objects.get(pk=article.pk), by)
            transaction.set_rollback(True)
    except NotPermitted:
        return "not permitted"
    except WrongStage:
        return "wrong stage"
    return "done"


@pytest.mark.row("E1")
@pytest.mark.parametrize("state", STATES)
def test_the_transition_matrix(state: str) -> None:
    article = STATES[state]()
    expected, found = {}, {}
    for verb, call in VERBS.items():
        for role, who in ROLES.items():
            possible = "done" if verb in POSSIBLE[state] else "wrong stage"
            expected[verb, role] = possible if role in PERMITTED[verb] else "not permitted"
            found[verb, role] = outcome(call, article, who())
    assert found == expected


@pytest.mark.row("E1")
def test_the_table_is_whole() -> None:
    assert POSSIBLE.keys() == STATES.keys()
    assert PERMITTED.keys() == VERBS.keys()
    assert set(Stage) == {
        STATES[state]().stage for state in ("draft", "in review", "changes requested", "approved")
    }


@pytest.mark.row("E1")
def test_the_way_from_draft_to_live() -> None:
    article = articles.draft()
    workflow.submit(article, by=people.writer(), now=NOW, note="Please read")
    assert stage_of(article) == Stage.IN_REVIEW
    workflow.request_changes(article, by=people.editor(), now=NOW, note="Add a source")
    assert stage_of(article) == Stage.CHANGES_REQUESTED
    articles.revise(article, title="Better")
    workflow.submit(article, by=people.writer(), now=NOW)
    sign_off = workflow.approve(editing.latest_revision(article), by=people.editor(), now=NOW)
    assert stage_of(article) == Stage.APPROVED
    assert (sign_off.revision.number, sign_off.sort, sign_off.by_name) == (2, "editorial", "editor")
    publishing.publish(editing.latest_revision(article), by=people.editor(), now=NOW)
    assert stage_of(article) == Stage.APPROVED
    actions = list(article.history.order_by("pk").values_list("action", "note"))
    assert actions == [
        (Action.CREATED, ""),
        (Action.SUBMITTED, "Please read"),
        (Action.CHANGES_REQUESTED, "Add a source"),
        (Action.SAVED, ""),
        (Action.SUBMITTED, ""),
        (Action.APPROVED, ""),
        (Action.PUBLISHED, ""),
    ]


@pytest.mark.row("E1")
def test_an_account_that_was_switched_off_takes_no_step() -> None:
    article = articles.in_review()
    gone = people.editor("gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    for verb in VERBS.values():
        assert outcome(verb, article, gone) == "not permitted"


def test_what_nobody_signs_is_not_submitted() -> None:
    article = articles.draft(authors=[])
    with pytest.raises(EditorialRefusal, match="Name at least one"):
        workflow.submit(article, by=people.writer(), now=NOW)
    assert stage_of(article) == Stage.DRAFT
    articles.revise(article, authors=[people.author()])
    workflow.submit(article, by=people.writer(), now=NOW)


class TestFourEyes:
    def test_who_wrote_it_does_not_approve_it(self) -> None:
        page = pages.draft(by=people.editor())
        workflow.submit(page, by=people.editor(), now=NOW)
        revision = editing.latest_revision(page)
        with pytest.raises(EditorialRefusal, match="four eyes"):
            workflow.approve(revision, by=people.editor(), now=NOW)
        assert stage_of(page) == Stage.IN_REVIEW
        workflow.approve(revision, by=people.editor("second"), now=NOW)
        assert stage_of(page) == Stage.APPROVED

    def test_what_counts_is_who_wrote_these_words(self) -> None:
        """An editor who rewrote a writer's article needs a second editor."""
        article = articles.in_review()
        revision = articles.revise(article, by=people.editor(), title="Rewritten")
        with pytest.raises(EditorialRefusal):
            workflow.approve(revision, by=people.editor(), now=NOW)

    @pytest.mark.row("E19")
    @override_settings(EDITORIAL_FOUR_EYES=False)
    def test_a_desk_of_one_switches_it_off_and_history_says_so(self) -> None:
        page = pages.draft(by=people.editor())
        workflow.submit(page, by=people.editor(), now=NOW)
        workflow.approve(editing.latest_revision(page), by=people.editor(), now=NOW)
        assert stage_of(page) == Stage.APPROVED
        newest = page.history.first()
        assert newest is not None
        assert "four eyes are switched off" in newest.note


@pytest.mark.row("E2")
class TestWithoutApprovals:
    """A desk may do without the editor's sign-off; history says what was not approved."""

    @override_settings(EDITORIAL_APPROVAL=False)
    @pytest.mark.parametrize("build", [articles.draft, articles.in_review])
    def test_a_draft_is_published_as_it_is(self, build: Callable[[], Article]) -> None:
        article = build()
        before = article.stage
        revision = editing.latest_revision(article)
        publishing.publish(revision, by=people.editor(), now=NOW, note="New")
        line = article.history.first()
        assert line is not None
        assert (line.from_stage, line.to_stage) == (before, Stage.APPROVED)
        assert line.note.startswith("New Published without an editorial approval")
        assert outcome(VERBS["withdraw"], article, people.editor()) == "done"

    @override_settings(EDITORIAL_APPROVAL=False)
    def test_only_who_may_publish_and_not_what_was_given_back(self) -> None:
        assert outcome(VERBS["publish"], articles.draft(), people.writer()) == "not permitted"
        back = articles.changes_requested()
        assert outcome(VERBS["publish"], back, people.editor()) == "wrong stage"


@pytest.mark.row("E2")
def test_a_sign_off_has_a_note_and_the_credential_of_that_day() -> None:
    author = people.author("Rita", credentials="MD", user=people.reviewer())
    article = articles.in_review()
    revision = editing.latest_revision(article)
    signed = workflow.sign_off(revision, by=people.reviewer(), now=NOW, note="Right")
    approved = workflow.approve(revision, by=people.editor(), now=NOW)
    author.credentials = "PhD"
    author.save()
    signed.refresh_from_db()
    assert (signed.credential, signed.note, approved.credential) == ("MD", "Right", "")


def test_requesting_changes_needs_a_reason() -> None:
    article = articles.in_review()
    with pytest.raises(EditorialRefusal) as refusal:
        workflow.request_changes(article, by=people.editor(), now=NOW, note="  ")
    assert refusal.value.field == "note"
    assert stage_of(article) == Stage.IN_REVIEW


@pytest.mark.parametrize("verb", [workflow.approve, workflow.sign_off])
def test_nobody_decides_on_words_that_were_changed_since(verb: Callable[..., object]) -> None:
    article = articles.in_review()
    old = editing.latest_revision(article)
    articles.revise(article, title="Newer")
    with pytest.raises(EditorialRefusal, match="newer revision"):
        verb(old, by=people.administrator(), now=NOW)
    assert not old.sign_offs.exists()


def test_a_medical_sign_off_vouches_for_one_revision_and_leaves_the_stage() -> None:
    article = articles.in_review()
    signed = workflow.sign_off(editing.latest_revision(article), by=people.reviewer(), now=NOW)
    assert stage_of(article) == Stage.IN_REVIEW
    assert (signed.sort, signed.by_name, signed.at) == ("medical", "reviewer", NOW)
    newer = articles.revise(article, title="Changed")
    assert not newer.sign_offs.exists()


def test_a_second_approval_at_the_same_time_finds_the_work_done() -> None:
    """Both editors had the page open; the second's copy of the article is out of date."""
    article = articles.in_review()
    stale = editing.latest_revision(Article.objects.get(pk=article.pk))
    workflow.approve(editing.latest_revision(article), by=people.editor(), now=NOW)
    with pytest.raises(WrongStage):
        workflow.approve(stale, by=people.editor("second"), now=NOW + dt.timedelta(seconds=1))
    assert stale.sign_offs.count() == 1


def stage_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).stage
