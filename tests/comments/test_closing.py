"""Discussions that close by themselves, and what readers are told before they write."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.test import Client

from articles.models import Article
from comments import moderation
from comments.models import Comment, Discussion, Mode
from comments.posting import discussion_of
from site_config.kit.pagecache import generation
from site_config.kit.site import present, saving
from site_config.kit.site.models import SiteSettings
from tests.builders import DAY, HOUR, NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.kit.pagecache import workers
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP13")]
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def after_ten_days(db: None) -> Iterator[None]:
    """The site closes its discussions ten days after an article was published."""
    saving.save(SiteSettings(comments_close_after=10))
    # Nothing is committed here, so the sign that follows a commit is given by hand.
    generation.shared().renew()
    yield
    generation.shared().renew()


def read(article: Article) -> Element:
    return page(Client().get(article.desk_path))


def takes_comments(article: Article) -> bool:
    found = bool(read(article).all("section", id="leave-a-comment"))
    assert send(article, body="Just in time?").status_code == (303 if found else 403)
    return found


@pytest.mark.usefixtures("after_ten_days")
@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize(("moment", "is_open"), [(-SECOND, True), (0 * SECOND, False)])
def test_it_closes_days_after_the_article_was_published(
    moment: dt.timedelta, is_open: bool, begun: bool
) -> None:
    article = articles.live(now=NOW)
    with time_machine.travel(NOW, tick=False):
        if begun:
            comments.published(article, email="other@reader.example")
    with time_machine.travel(NOW + 10 * DAY + moment, tick=False):
        assert takes_comments(article) is is_open


@pytest.mark.usefixtures("after_ten_days")
def test_readers_are_told_the_day() -> None:
    article = articles.live(now=NOW)
    with time_machine.travel(NOW + DAY, tick=False):
        day = NOW + 10 * DAY
        notice = read(article).one("section", id="comments").one(class_="notice")
        assert notice.text == f"Comments close on {day.day} {day:%B %Y}."


@pytest.mark.usefixtures("after_ten_days")
def test_a_day_of_its_own_counts_first() -> None:
    article = articles.live(now=NOW)
    moderation.set_mode(
        discussion_of(article),
        Mode.OPEN,
        closes_at=NOW + 30 * DAY,
        by=people.moderator(),
        now=NOW,
    )
    with time_machine.travel(NOW + 20 * DAY, tick=False):
        assert takes_comments(article)


def test_it_can_be_closed_before_the_first_comment() -> None:
    article = articles.live()
    moderation.set_mode(
        discussion_of(article), Mode.READ_ONLY, closes_at=None, by=people.moderator(), now=NOW
    )
    assert "closed" in read(article).one("section", id="comments").one(class_="notice").text
    assert (send(article).status_code, Comment.objects.count()) == (403, 0)
    assert Discussion.objects.get().mode == Mode.READ_ONLY


@pytest.mark.row("O3")
@pytest.mark.usefixtures("after_ten_days")
def test_a_cached_page_is_kept_until_then_and_no_longer() -> None:
    article = articles.live(now=NOW)
    with time_machine.travel(NOW + 10 * DAY - HOUR, tick=False) as clock:
        reader = workers.start()
        before = reader.get(article.desk_path)
        clock.move_to(NOW + 10 * DAY - SECOND)
        assert reader.get(article.desk_path).body == before.body
        assert b"leave-a-comment" in before.body
        clock.move_to(NOW + 10 * DAY)
        assert b"leave-a-comment-heading" not in reader.get(article.desk_path).body


@pytest.mark.row("CP14")
def test_house_rules_and_the_emergency_number_stand_beside_the_form() -> None:
    beside = read(articles.live()).one("section", id="leave-a-comment").one(class_="house-rules")
    assert "not medical advice" in beside.text
    assert beside.one("a", href="tel:112").text == "112"
    assert beside.one("details").one("summary").text == "House rules"


@pytest.mark.row("CP14")
def test_an_administrator_words_them(monkeypatch: pytest.MonkeyPatch) -> None:
    said = replace(
        present.site(),
        comment_rules="Be <kind>.\n\nBe brief.",
        comment_guidelines="/guide/",
        emergency_number="999",
    )
    monkeypatch.setattr("site_config.context.present.site", lambda: said)
    beside = read(articles.live()).one("section", id="leave-a-comment").one(class_="house-rules")
    assert [text.text for text in beside.one("details").all("p")][:2] == ["Be <kind>.", "Be brief."]
    assert beside.one("a", href="/guide/").text == "Comment guidelines"
    assert beside.one("a", href="tel:999")
