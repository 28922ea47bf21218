"""Old revisions go; those that somebody may ask for stay."""

import io

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import override_settings
from time_machine import TimeMachineFixture

from articles import editing, publishing, retention, workflow
from articles.models import Article, Revision
from tests.builders import DAY, NOW, articles, faqs, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("A8")]

LATER = NOW + 100 * DAY


def prune(days: int = 30, **options: bool) -> int:
    return sum(retention.prune(keep_days=days, now=LATER, **options))


def numbers(article: Article) -> list[int]:
    return sorted(article.revisions.values_list("number", flat=True))


def test_what_nobody_needs_goes_and_the_history_stays() -> None:
    article = articles.draft()
    for title in ("Second", "Third"):
        articles.revise(article, title=title)
    lines = article.history.count()
    assert prune(dry_run=True) == 2
    assert numbers(article) == [1, 2, 3]
    assert prune() == 2
    assert numbers(article) == [3], "the latest stays"
    assert article.history.count() == lines
    assert prune() == 0, "it may run twice"


def test_what_is_young_stays() -> None:
    article = articles.draft()
    articles.revise(article, title="Second")
    assert prune(days=100) == 0


def test_what_was_published_scheduled_signed_off_or_noted_stays() -> None:
    article = articles.live()
    articles.revise(article, title="Signed")
    workflow.sign_off(editing.latest_revision(article), by=people.reviewer(), now=NOW)
    articles.revise(article, title="Noted", note="Before the trial")
    articles.revise(article, title="Nothing")
    articles.revise(article, title="Scheduled")
    articles.publish(article, now=NOW, at=NOW + DAY)
    publishing.cancel_schedule(article, by=people.editor(), now=NOW)
    articles.revise(article, title="Latest")
    assert prune() == 1
    assert numbers(article) == [1, 2, 3, 5, 6]


def test_the_answer_with_which_an_article_was_saved_stays() -> None:
    faq = faqs.draft()
    shown = articles.live(faqs=[faq])
    faqs.revise(faq, body="<p>Second</p>")
    articles.draft(title="On the desk", faqs=[faq])
    faqs.revise(faq, body="<p>Nobody</p>")
    faqs.revise(faq, body="<p>Latest</p>")
    Revision.objects.filter(article=faq, number=1).update(note="")
    assert shown.faq_uses.count() == 1
    assert prune() == 1
    assert numbers(faq) == [1, 2, 4]


def test_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    article = articles.draft()
    for number in range(5):
        articles.revise(article, title=f"Title {number}")
    assert list(retention.prune(keep_days=30, now=LATER)) == [2, 2, 1]
    assert numbers(article) == [6]


def test_the_command(clock: TimeMachineFixture) -> None:
    article = articles.draft()
    articles.revise(article, title="Second")
    clock.move_to(LATER)
    out = io.StringIO()
    call_command("prune_revisions", "--keep-days=30", "--dry-run", stdout=out)
    call_command("prune_revisions", "--keep-days=30", stdout=out)
    assert out.getvalue() == "1 revisions would be deleted.\n1 revisions deleted.\n"
    with pytest.raises(CommandError):
        call_command("prune_revisions", "--keep-days=0")


def test_tick_does_it_daily_where_a_desk_wants_it(clock: TimeMachineFixture) -> None:
    article = articles.draft()
    articles.revise(article, title="Second")
    clock.move_to(LATER)
    cache.clear()
    call_command("tick", stdout=io.StringIO())
    assert numbers(article) == [1, 2]
    with override_settings(REVISIONS_KEPT_DAYS=30):
        call_command("tick", stdout=io.StringIO())
        assert numbers(article) == [2]
        articles.revise(article, title="Third")
        call_command("tick", stdout=io.StringIO())
        assert numbers(article) == [2, 3]
