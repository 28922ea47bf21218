"""What an editor lets stand first on the home page."""

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client

from articles import front_page, publishing
from articles.errors import EditorialRefusal, NotPermitted
from articles.models import Article
from site_config.kit.pagecache import generation
from tests.builders import HOUR, NOW, articles, faqs, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("R15")]


@pytest.fixture(autouse=True)
def _announced() -> Iterator[None]:
    """Nothing is committed in these tests, so nothing announces what they change."""
    generation.shared().renew()
    yield
    generation.shared().renew()


def arrange(chosen: Sequence[Article]) -> None:
    front_page.arrange(chosen, by=people.editor(), now=NOW)
    generation.shared().renew()


@pytest.fixture
def four() -> list[Article]:
    return [articles.live(title=name, now=NOW - n * HOUR) for n, name in enumerate("ABCD")]


def titles(client: Client) -> list[str]:
    """The titles of the first cards, until the sections begin."""
    page = read(client.get("/"))
    return [card.text for card in page.all(class_="card-title")][:4]


def test_the_chosen_stand_first_and_the_newest_fill_up(client: Client, four: list[Article]) -> None:
    _a, b, _c, d = four
    assert titles(client) == ["A", "B", "C", "D"]
    arrange([d, b])
    assert titles(client) == ["D", "B", "A", "C"]
    assert [each.title for each in front_page.arranged()] == ["D", "B"]
    arrange([])
    assert titles(client) == ["A", "B", "C", "D"]


def test_only_what_readers_may_see_is_shown(client: Client, four: list[Article]) -> None:
    *_others, d = four
    draft = articles.draft(title="Draft")
    arrange([draft, d])
    assert titles(client)[0] == "D"
    assert front_page.unseen(now=NOW) == [draft]
    publishing.withdraw(d, by=people.editor(), now=NOW, reason="Wrong.")
    assert titles(client)[:3] == ["A", "B", "C"]


@pytest.mark.sqlite
def test_editors_see_who_arranged_it_and_how(client: Client, four: list[Article]) -> None:
    arrange(four[:2])
    front_page.arrange([], by=people.editor(), now=NOW + HOUR)
    client.force_login(people.editor())
    happened = read(client.get("/admin/front-page/")).one("ol", class_="timeline").all("li")
    assert [each.one("span").text for each in happened] == [
        "editor: Front page: left to the newest articles",
        "editor: Front page: A · B",
    ]
    client.force_login(people.administrator())
    history = client.get("/admin/site/sitesettings/1/history/")
    assert "Front page: A · B" in history.content.decode()


@pytest.mark.sqlite
def test_what_cannot_stand_there_is_refused(four: list[Article]) -> None:
    editor = people.editor()
    for wrong in ([four[0]] * 2, [faqs.live()], [articles.draft(title=f"{n}") for n in range(8)]):
        with pytest.raises(EditorialRefusal):
            front_page.arrange(wrong, by=editor, now=NOW)
    with pytest.raises(NotPermitted):
        front_page.arrange(four, by=people.writer(), now=NOW)
    assert front_page.arranged() == []


@pytest.mark.sqlite
class TestDesk:
    PATH = "/admin/front-page/"

    def test_an_editor_arranges_it_without_code(self, client: Client, four: list[Article]) -> None:
        client.force_login(people.editor())
        assert client.get(self.PATH).status_code == 200
        sent = {"place_0": four[2].pk, "place_3": four[1].pk}
        assert client.post(self.PATH, sent).status_code == 302
        generation.shared().renew()
        assert front_page.arranged() == [four[2], four[1]]
        shown = read(client.get(self.PATH)).all("option", selected="")
        assert [option.text for option in shown if option.text] == ["C", "B"]

    def test_what_is_wrong_is_said(self, client: Client, four: list[Article]) -> None:
        client.force_login(people.editor())
        twice = client.post(self.PATH, {"place_0": four[0].pk, "place_1": four[0].pk})
        assert (twice.status_code, b"stands here twice" in twice.content) == (422, True)
        assert client.post(self.PATH, {"place_0": "nonsense"}).status_code == 422
