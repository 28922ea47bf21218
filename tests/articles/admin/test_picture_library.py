"""The library as the editor's dialog reads it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.admin.picture_library import PAGE_SIZE
from articles.models import Image
from tests.builders import NOW, images, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("M5")]

ADDRESS = "/admin/articles/image/library/"


def copies(image: Image, number: int) -> None:
    """More pictures of the library, which share the files of `image`."""
    rows = Image.objects.filter(pk=image.pk).values()[0]
    Image.objects.bulk_create(
        Image(**{**rows, "id": None, "title": f"Copy {each}"}) for each in range(number)
    )


def titles(client: Client, **query: str) -> list[str]:
    return [each["title"] for each in client.get(ADDRESS, query).json()["pictures"]]


def test_a_picture_comes_with_what_the_dialog_needs(client: Client) -> None:
    image = images.image(title="A bed", alt="A made bed", credit="Ana")
    client.force_login(people.writer())
    answer = client.get(ADDRESS).json()
    (found,) = answer["pictures"]
    assert found["thumbnail"].startswith("/media/")
    assert {**found, "thumbnail": ""} == {
        "address": image.reference,
        "title": "A bed",
        "alt": "A made bed",
        "credit": "Ana",
        "thumbnail": "",
    }
    assert answer["next"] is None


def test_every_word_of_a_search_is_in_title_text_or_credit(client: Client) -> None:
    images.image(title="A bed", alt="Made by day")
    images.image(title="A chair", alt="By day")
    client.force_login(people.writer())
    assert titles(client, q="bed day") == ["A bed"]
    assert titles(client, q="day") == ["A chair", "A bed"]
    assert titles(client, q="moon") == []


def test_pictures_in_the_trash_are_not_offered(client: Client) -> None:
    image = images.image()
    Image.objects.filter(pk=image.pk).update(trashed_at=NOW)
    client.force_login(people.writer())
    assert titles(client) == []


def test_the_library_is_read_page_by_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    copies(images.image(), PAGE_SIZE)
    client.force_login(people.superuser())
    with django_assert_num_queries(3):  # session, person, pictures
        answer = client.get(ADDRESS).json()
    assert (len(answer["pictures"]), answer["next"]) == (PAGE_SIZE, 2)
    answer = client.get(ADDRESS, {"page": "2"}).json()
    assert (len(answer["pictures"]), answer["next"]) == (1, None)
    for nonsense in ("0", "-1", "x", "²", "9" * 30):
        assert client.get(ADDRESS, {"page": nonsense}).status_code == 200


def test_only_staff_who_may_see_the_library_read_it(client: Client) -> None:
    images.image()
    assert client.get(ADDRESS).status_code == 302
    client.force_login(people.moderator())
    response = client.get(ADDRESS)
    assert (response.status_code, response.json()["pictures"]) == (403, [])
