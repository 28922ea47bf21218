"""The emergency switch: one action for all discussions, which ends by itself."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture

from articles.models import Article
from comments import panic
from comments.errors import NotPermitted, WrongState
from comments.models import Comment, Panic, State
from site_config.kit.pagecache.models import Purge
from tests.builders import DAY, HOUR, NOW, articles, comments, people
from tests.comments.posting_form import send
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM17")]

HOLD, CLOSE = Panic.Measure.HOLD, Panic.Measure.CLOSE
ADD = "/admin/comments/panic/add/"


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def begin(measure: str, *, by: User | None = None, **more: Any) -> Panic:
    wanted = {"lasts": 6 * HOUR, "now": NOW, **more}
    return panic.begin(measure, by=by or people.moderator("mo"), **wanted)


def page_of(article: Article) -> Element:
    return read(Client().get(article.desk_path))


@pytest.mark.usefixtures("publish_at_once")
class TestHold:
    def test_every_comment_waits_until_it_is_over(self, clock: TimeMachineFixture) -> None:
        article = articles.live()
        begin(HOLD)
        send(article, body="Meanwhile.")
        clock.move_to(NOW + 6 * HOUR, tick=False)
        send(article, body="Afterwards.")
        states = dict(Comment.objects.values_list("body", "state"))
        assert states == {"Meanwhile.": State.PENDING, "Afterwards.": State.PUBLISHED}
        [reason] = Comment.objects.get(body="Meanwhile.").reasons
        assert reason["words"] == "An emergency measure holds every comment."

    def test_readers_see_no_difference(self) -> None:
        article = articles.live()
        last = Purge.objects.latest("pk").pk
        begin(HOLD)
        assert page_of(article).all("section", id="leave-a-comment")
        assert not Purge.objects.filter(pk__gt=last).exists()


@pytest.mark.usefixtures("publish_at_once")
class TestClose:
    @pytest.mark.parametrize("is_begun", [True, False])
    def test_the_form_goes_with_a_word_and_comes_back(
        self, is_begun: bool, clock: TimeMachineFixture
    ) -> None:
        article = articles.live()
        if is_begun:
            comments.published(article)
        begin(CLOSE)
        whole = page_of(article)
        assert whole.all("section", id="leave-a-comment") == []
        assert whole.all(class_="comment-reply") == []
        notice = whole.one("section", id="comments").one(class_="notice")
        assert "Comments are closed for now" in notice.text
        assert "5 January 2026, 15:00" in notice.text
        clock.move_to(NOW + 6 * HOUR, tick=False)
        assert page_of(article).all("section", id="leave-a-comment")
        assert "closed for now" not in page_of(article).text

    def test_a_form_that_was_open_before_is_refused_and_gives_the_text_back(self) -> None:
        article = articles.live()
        begin(CLOSE)
        response = send(article, body="What I wanted to say.")
        assert (response.status_code, Comment.objects.count()) == (403, 0)
        assert read(response).one("textarea").text == "What I wanted to say."

    def test_pages_are_made_anew_now_and_when_it_is_over(self) -> None:
        last = Purge.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        begun = begin(CLOSE)
        purges = Purge.objects.filter(pk__gt=last).values_list("keys", "due_at")
        assert list(purges) == [(["discussions"], None), (["discussions"], begun.ends_at)]

    def test_it_does_not_touch_what_waits(self) -> None:
        article = articles.live()
        begin(HOLD)
        waiting = comments.posted(article)
        begin(CLOSE)
        panic.end(by=people.moderator("mo"), now=NOW)
        waiting.refresh_from_db()
        assert waiting.state == State.PENDING


def test_the_latest_takes_the_place_of_the_one_before() -> None:
    first = begin(CLOSE, reason="Spam")
    second = begin(HOLD, by=people.moderator("max"), lasts=HOUR, now=NOW + HOUR)
    first.refresh_from_db()
    assert panic.in_force(NOW) == first
    assert panic.in_force(NOW + HOUR) == second
    assert (first.ends_at, first.by_name, first.ended_by_name) == (NOW + HOUR, "mo", "max")
    assert panic.in_force(NOW + 2 * HOUR) is None


def test_it_is_ended_once() -> None:
    moderator = people.moderator("mo")
    begin(CLOSE)
    panic.end(by=moderator, now=NOW)
    with pytest.raises(WrongState):
        panic.end(by=moderator, now=NOW)


@pytest.mark.parametrize(
    ("measure", "lasts"), [("nothing", HOUR), (HOLD, 0 * HOUR), (HOLD, DAY + HOUR)]
)
def test_what_is_no_measure_is_refused(measure: str, lasts: Any) -> None:
    with pytest.raises(WrongState):
        begin(measure, lasts=lasts)
    assert not Panic.objects.exists()


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", ["writer", "editor", "reviewer"])
def test_it_is_for_moderators(role: str) -> None:
    someone = getattr(people, role)()
    with pytest.raises(NotPermitted):
        begin(CLOSE, by=someone)
    begin(CLOSE)
    with pytest.raises(NotPermitted):
        panic.end(by=someone, now=NOW)


class TestDesk:
    SENT = {"measure": "close", "hours": "6", "reason": "A flood"}

    def test_it_asks_once_more_before_anything_happens(self, client: Client) -> None:
        client.force_login(people.moderator())
        asked = read(client.post(ADD, self.SENT))
        assert "Until 5 Jan 2026, 15:00" in asked.one("div", id="content-main").text
        assert not Panic.objects.exists()
        [form] = [form for form in asked.all("form") if form.all("button", name="confirmed")]
        sent = {each["name"]: each["value"] for each in form.all("input", type="hidden")}
        assert sent.items() >= self.SENT.items()
        assert client.post(ADD, {**sent, "confirmed": "1"}).status_code == 302
        [row] = Panic.objects.all()
        assert (row.measure, row.ends_at - row.begins_at) == ("close", 6 * HOUR)
        assert (row.reason, row.by_name) == ("A flood", "moderator")

    @pytest.mark.parametrize("wrong", [{}, {"measure": "x"}, {"hours": "9999"}, {"reason": "\0"}])
    def test_what_is_wrong_is_said_and_nothing_done(self, client: Client, wrong: Any) -> None:
        client.force_login(people.moderator())
        sent = {**self.SENT, **wrong, "confirmed": "1"} if wrong else {}
        assert client.post(ADD, sent).status_code == 422
        assert not Panic.objects.exists()

    def test_moderators_see_it_on_every_page_and_end_it_there(self, client: Client) -> None:
        begin(CLOSE, reason="A flood")
        client.force_login(people.moderator())
        for path in ("/admin/", "/admin/comments/comment/", "/admin/my-mails/"):
            banner = read(client.get(path)).one("aside", class_="emergency")
            assert "All discussions are closed" in banner.text
            assert "A flood" in banner.text
        assert client.get("/admin/comments/panic/end/").status_code == 405
        client.post(banner.one("form")["action"])
        assert panic.in_force(NOW) is None
        assert read(client.get("/admin/")).all(class_="emergency") == []
        assert client.post("/admin/comments/panic/end/").status_code == 302, "somebody was faster"

    def test_others_do_not(self, client: Client) -> None:
        begin(CLOSE)
        client.force_login(people.editor())
        assert read(client.get("/admin/")).all(class_="emergency") == []
