"""The first page of the desk: what waits for whom."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client

from articles import schedules
from site_config import dashboard
from site_config.dashboard import LATE_AFTER, waiting_for
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, people
from tests.support.reading import read

pytestmark = pytest.mark.django_db


def a_busy_desk() -> None:
    articles.draft(title="My draft")
    articles.changes_requested(title="To be changed")
    articles.draft(title="Draft of another", by=people.writer("other"))
    articles.in_review(title="To be read")
    faqs.draft(question="A question of mine?")
    live = articles.live(title="Live")
    articles.scheduled(title="Planned", at=NOW + 9 * DAY)
    comments.pending(live)
    comments.pending(live, email="lee@reader.example")
    comments.published(live)


def lists(user: User | AnonymousUser) -> dict[str, list[str]]:
    return {w.title: [t for t, _url in w.links] for w in waiting_for(user, now=NOW + HOUR)}


def test_each_role_sees_its_own_work() -> None:
    a_busy_desk()
    drafts = {"My drafts": ["To be changed", "My draft"]}
    planned, reading = {"Scheduled": ["Planned"]}, {"In review": ["To be read"]}
    queue = {"Waiting for a moderator": ["2 comments"]}
    assert lists(people.writer()) == drafts
    assert lists(people.editor()) == {**planned, **reading}
    assert lists(people.moderator()) == queue
    assert lists(people.reviewer()) == reading
    assert lists(people.administrator()) == {**planned, **reading, **queue}
    assert lists(people.account("no role")) == lists(AnonymousUser()) == {}


def test_work_that_is_late_is_red_and_says_why() -> None:
    articles.scheduled(title="Planned", at=NOW + DAY)
    moment = NOW + DAY + LATE_AFTER
    assert not [w for w in waiting_for(people.editor(), now=moment) if w.is_late]
    [late] = [w for w in waiting_for(people.editor(), now=moment + HOUR) if w.is_late]
    assert [title for title, _url in late.links] == ["Planned"]
    assert "tick" in late.explanation
    schedules.follow_up(now=moment + HOUR)
    assert waiting_for(people.editor(), now=moment + HOUR) == []


def test_every_link_can_be_followed(client: Client) -> None:
    a_busy_desk()
    faq = faqs.draft(question="Why?")
    articles.approve(faq)
    for who in (people.writer, people.editor, people.moderator, people.administrator):
        client.force_login(who())
        index = read(client.get("/admin/"))
        for group in waiting_for(who(), now=NOW):
            for title, url in group.links:
                assert url in index.links(), title
                assert client.get(url).status_code == 200, title


def test_it_costs_the_same_however_much_waits(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number in range(14):
        articles.in_review(title=f"To be read {number}")
    people.administrator()
    fresh = User.objects.get(username="administrator")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        [reading] = [w for w in waiting_for(fresh, now=NOW) if w.title == "In review"]
    assert len(reading.links) == 10


def test_a_long_queue_is_not_counted_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "COUNTED", 2)
    article = articles.live()
    for number in range(3):
        comments.pending(article, email=f"{number}@reader.example")
    [queue] = waiting_for(people.moderator(), now=NOW)
    assert [words for words, _address in queue.links] == ["More than 2 comments"]
