"""Warnings want a tick with a name, once; then they are history."""

from collections.abc import Collection

import pytest

from articles import editing, publishing, readiness
from articles.errors import GateRefused
from articles.models import Acknowledgement, Action, Article, Edition
from tests.builders import DAY, HOUR, NOW, articles, faqs, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("E11")]

VAGUE = '<p>Read <a href="https://who.example/">here</a>.</p>'


def publish(article: Article, acknowledged: Collection[str] = (), **moment: object) -> None:
    publishing.publish(
        editing.latest_revision(article),
        by=people.editor(),
        acknowledged=acknowledged,
        **{"now": NOW, **moment},  # type: ignore[arg-type]
    )


def keys(article: Article) -> list[str]:
    revision = editing.latest_revision(article)
    return [problem.key for _going, problem in readiness.to_tick(revision, now=NOW)]


def test_a_warning_that_nobody_ticked_blocks_and_nothing_changes() -> None:
    article = articles.approved(body=VAGUE)
    before = article.history.count()
    for moment in ({}, {"at": NOW + DAY}):
        with pytest.raises(GateRefused, match="1 warning that nobody has ticked") as refusal:
            publish(article, **moment)
        assert [problem.check_id for problem in refusal.value.problems] == ["link.vague"]
    assert not Edition.objects.exists()
    assert article.history.count() == before


def test_a_tick_stands_with_a_name_and_in_the_history() -> None:
    article = articles.approved(body=VAGUE)
    publish(article, keys(article), at=NOW + DAY)
    tick = Acknowledgement.objects.get()
    assert (tick.check_id, tick.by_name, tick.at) == ("link.vague", "editor", NOW)
    assert tick.revision == editing.latest_revision(article)
    line = article.history.get(action=Action.ACKNOWLEDGED)
    assert "“here”" in line.note
    assert (line.by_name, line.revision) == ("editor", tick.revision)


def test_a_tick_on_something_else_does_not_count() -> None:
    article = articles.approved(body=VAGUE)
    with pytest.raises(GateRefused):
        publish(article, ["0123456789abcdef"])


def test_what_was_ticked_needs_no_second_tick() -> None:
    article = articles.approved(body=VAGUE)
    publish(article, keys(article), at=NOW + DAY)
    assert keys(article) == []
    publish(article, at=NOW + 2 * DAY)
    assert Acknowledgement.objects.count() == 1


def test_nor_while_readers_have_it() -> None:
    article = articles.live(body=VAGUE)
    articles.revise(article, title="Another title")
    assert keys(article) == []
    articles.publish(article, now=NOW + HOUR)
    articles.revise(article, body=VAGUE.replace("here", "this page"))
    assert len(keys(article)) == 1


def test_an_error_comes_before_warnings() -> None:
    article = articles.approved(body=VAGUE, category=None)
    with pytest.raises(GateRefused, match="thing to mend"):
        publish(article, keys(article))


def test_the_warnings_of_questions_that_go_along() -> None:
    faq = faqs.draft(answer=VAGUE)
    article = articles.approved(faqs=[faq])
    [(going, problem)] = readiness.to_tick(editing.latest_revision(article), now=NOW)
    assert going.article == faq
    with pytest.raises(GateRefused, match="How long should a nap be"):
        publish(article)
    publish(article, [problem.key])
    assert Acknowledgement.objects.get().revision == editing.latest_revision(faq)
    assert faq.history.filter(action=Action.ACKNOWLEDGED).count() == 1
