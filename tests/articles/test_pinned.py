"""Related articles that an editor chooses."""

import pytest
from django.test import Client

from articles import editing, publishing
from articles.diffing.fields import diff
from articles.errors import EditorialRefusal
from tests.builders import HOUR, NOW, articles, labels, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("R7")]


def related(client: Client, path: str) -> list[str]:
    section = read(client.get(path)).one("section", class_="related")
    return [card.text for card in section.all(class_="card-title")]


def test_they_stand_first_as_long_as_readers_see_them(client: Client) -> None:
    far = articles.live(title="Far", category=labels.category("Food"), now=NOW - 9 * HOUR)
    for number in range(4):
        articles.live(title=f"Near {number}", now=NOW - number * HOUR)
    own = articles.live(title="Own", slug="own", now=NOW)
    articles.republish(own, now=NOW, pinned=[far.pk, own.pk])
    assert related(client, "/articles/own/") == ["Far", "Near 0", "Near 1"]
    publishing.withdraw(far, by=people.editor(), now=NOW, reason="Wrong.")
    assert related(client, "/articles/own/") == ["Near 0", "Near 1", "Near 2"]


@pytest.mark.sqlite
def test_they_are_part_of_a_revision(client: Client) -> None:
    far = articles.live(title="Far")
    own = articles.draft(title="Own")
    first = editing.latest_revision(own)
    second = articles.revise(own, pinned=[far.pk])
    assert second.data["pinned"] == [far.pk]
    [changed] = diff(first.data, second.data)
    assert (changed.field, changed.html.strip()) == ("pinned", "<ins>Far</ins>")
    # A revision of the time before there were any.
    del first.data["pinned"]
    assert [each.field for each in diff(first.data, second.data)] == ["pinned"]


@pytest.mark.sqlite
def test_no_more_are_chosen_than_are_shown() -> None:
    many = [articles.draft(title=f"{number}").pk for number in range(4)]
    with pytest.raises(EditorialRefusal):
        articles.draft(title="Own", pinned=many)
