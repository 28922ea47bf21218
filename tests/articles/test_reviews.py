"""The life of what is published: reviewed, due again, spread over weeks."""

import datetime as dt

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles import editing, publishing, reviews, schedules, workflow
from articles.errors import EditorialRefusal, NotPermitted, WrongStage
from articles.models import Action, Article, Category, Change, Edition
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels, people

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.row("E13"),
]


def yearly(name: str = "Sleep", **more: object) -> Category:
    category = labels.category(name)
    for field, value in {"review_every": 12, **more}.items():
        setattr(category, field, value)
    category.save()
    return category


def live_edition(article: Article, now: dt.datetime = NOW) -> Edition:
    return Edition.objects.live(now).get(article=article)


def due(article: Article) -> dt.date | None:
    article.refresh_from_db()
    return article.review_due_on


def signed_off(**fields: object) -> Article:
    """A live article whose published revision a medical reviewer has signed off."""
    article = articles.draft(**fields)
    revision = editing.latest_revision(article)
    workflow.sign_off(revision, by=people.reviewer(), now=NOW)
    articles.publish(article, now=NOW + HOUR)
    return article


def test_reviewed_without_a_change() -> None:
    article = articles.live(category=yearly())
    before = live_edition(article)
    people.author("Rea Viewer", credentials="MD", user=people.reviewer())
    later = NOW + 30 * DAY
    reviews.review(article, by=people.reviewer(), now=later, note="Still the guideline")
    after = live_edition(article, later)
    assert (after.pk, after.modified_at, after.live_from) == (
        before.pk,
        before.modified_at,
        before.live_from,
    )
    assert (after.reviewed_at, after.reviewed_by) == (later, "reviewer")
    assert after.reviewer_credential == "MD"
    assert due(article) == after.review_due_on == dt.date(2027, 2, 4)
    line = article.history.first()
    assert line is not None
    assert (line.action, line.note) == (Action.REVIEWED, "Still the guideline")


@pytest.mark.row("E18")
def test_it_leaves_feeds_and_sitemap_as_they_are(client: Client) -> None:
    article = articles.live(category=yearly())
    before = {path: client.get(path).content for path in ("/feed.xml", "/sitemap-articles.xml")}
    reviews.review(article, by=people.reviewer(), now=NOW + DAY)
    assert {path: client.get(path).content for path in before} == before


def test_what_is_scheduled_carries_the_review_on(clock: TimeMachineFixture) -> None:
    article = articles.live(category=yearly())
    articles.revise(article, title="New")
    articles.publish(article, at=NOW + 2 * DAY)
    reviews.review(article, by=people.reviewer(), now=NOW + DAY)
    assert live_edition(article, NOW + 3 * DAY).reviewed_at == NOW + DAY


def test_a_medical_sign_off_of_what_is_published_is_a_review() -> None:
    article = signed_off(category=yearly())
    edition = live_edition(article, NOW + HOUR)
    assert (edition.reviewed_at, edition.reviewed_by) == (NOW, "reviewer")
    assert due(article) == edition.review_due_on == dt.date(2027, 1, 5)
    minor = articles.republish(article, now=NOW + 9 * DAY, change=Change.MINOR, title="Comma")
    assert (minor.reviewed_at, minor.review_due_on) == (NOW, dt.date(2027, 1, 5))


def test_what_nobody_reviewed_is_due_one_interval_after_it_went_live() -> None:
    article = articles.live(category=yearly())
    assert live_edition(article).reviewed_at is None
    assert due(article) == dt.date(2027, 1, 5)
    assert due(articles.live(category=labels.category("Never"))) is None


def test_an_article_may_have_an_interval_of_its_own() -> None:
    article = articles.live(category=yearly())
    reviews.set_interval(article, months=1, by=people.editor(), now=NOW)
    assert due(article) == live_edition(article).review_due_on == dt.date(2026, 2, 5)
    reviews.set_interval(article, months=None, by=people.editor(), now=NOW)
    assert due(article) == dt.date(2027, 1, 5)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-11-30", 13, "2027-12-30"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_months_end_where_they_end(day: str, months: int, expected: str) -> None:
    found = reviews.months_after(dt.date.fromisoformat(day), months)
    assert found.isoformat() == expected


@pytest.mark.row("F6")
def test_a_question_has_a_review_date_of_its_own() -> None:
    faq = faqs.live(category=yearly("Rest", review_every=3))
    article = articles.live(category=yearly(), faqs=[faq])
    assert (due(faq), due(article)) == (dt.date(2026, 4, 5), dt.date(2027, 1, 5))
    reviews.review(faq, by=people.reviewer(), now=NOW + 40 * DAY)
    assert (due(faq), due(article)) == (dt.date(2026, 5, 14), dt.date(2027, 1, 5))


def test_the_same_articles_are_spread_evenly_and_twice_alike() -> None:
    category = yearly()
    written = [articles.live(title=f"Article {n}", category=category) for n in range(4)]
    for _ in range(2):
        reviews.stagger(written[::-1], weeks=2, by=people.editor(), now=NOW)
        days = [due(article) for article in written]
        assert days == [dt.date(2026, 1, day) for day in (6, 9, 13, 16)]
    assert live_edition(written[1]).review_due_on == dt.date(2026, 1, 9)
    assert written[0].history.filter(action=Action.REVIEW_MOVED).count() == 2


def test_moving_a_review() -> None:
    article = articles.live()
    day = dt.date(2026, 3, 1)
    reviews.move_review([article], to=day, by=people.reviewer(), now=NOW, note="New guideline")
    assert due(article) == day
    line = article.history.first()
    assert line is not None
    assert line.note == "1 March 2026: New guideline"
    with pytest.raises(EditorialRefusal, match="This day has passed"):
        reviews.move_review([article], to=dt.date(2026, 1, 4), by=people.editor(), now=NOW)


def test_a_category_that_gets_an_interval_gives_its_articles_a_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reviews, "PLANNED_AT_ONCE", 1)
    first, second = articles.live(title="One"), articles.live(title="Two")
    waiting, other = articles.draft(), articles.live(category=labels.category("Other"))
    yearly()
    assert [reviews.plan_missing(now=NOW) for _ in range(3)] == [1, 1, 0]
    assert due(first) == due(second) == dt.date(2027, 1, 5)
    assert due(waiting) is due(other) is None


def test_what_readers_do_not_see_is_not_due() -> None:
    category = yearly()
    article, planned = articles.live(category=category), articles.live(category=category)
    editor = people.editor()
    publishing.withdraw(article, by=editor, now=NOW + DAY, reason="Old")
    assert due(article) is None
    publishing.withdraw(planned, by=editor, now=NOW, reason="Old", at=NOW + DAY)
    assert due(planned) is not None
    schedules.follow_up(now=NOW + DAY)
    assert due(planned) is None


def test_who_may_review_what() -> None:
    plain = articles.live(category=yearly())
    health = articles.live(category=yearly("Heart", is_health=True))
    reviews.review(plain, by=people.editor(), now=NOW)
    reviews.review(health, by=people.reviewer(), now=NOW)
    for who in (people.editor(), people.writer(), people.moderator()):
        with pytest.raises(NotPermitted):
            reviews.review(health, by=who, now=NOW)
    for verb in (
        lambda: reviews.move_review([plain], to=NOW.date(), by=people.writer(), now=NOW),
        lambda: reviews.stagger([plain], weeks=2, by=people.writer(), now=NOW),
        lambda: reviews.set_interval(plain, months=2, by=people.writer(), now=NOW),
    ):
        with pytest.raises(NotPermitted):
            verb()
    with pytest.raises(WrongStage, match="nothing to review"):
        reviews.review(articles.draft(), by=people.editor(), now=NOW)
