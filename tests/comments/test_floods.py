"""Too many comments at once from one network, or under one address."""

from typing import Any

import pytest
from django.test import Client

from comments.models import Comment
from tests.builders import articles, people
from tests.comments.posting_form import send, signed_in
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM5")]


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> None:
    settings.COMMENTS_FLOOD_NETWORK = 3
    settings.COMMENTS_FLOOD_ADDRESS = 2


def test_a_network_may_send_so_many_and_gets_the_text_of_the_next_back() -> None:
    article = articles.live()
    for number in range(3):
        answer = send(article, email=f"{number}@reader.example", body=f"Number {number}")
        assert answer.status_code == 303
    response = send(article, email="4@reader.example", body="Words I do not want to lose.")
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert page(response).one("textarea").text == "Words I do not want to lose."
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert send(article, client=elsewhere, email="5@reader.example").status_code == 303
    assert Comment.objects.count() == 4


def test_an_address_may_send_so_many_from_wherever_it_is() -> None:
    article = articles.live()
    answers = [
        send(
            article,
            client=Client(REMOTE_ADDR=f"198.51.{number}.7"),
            email="KIM@reader.example" if number else "kim@reader.example",
            body=f"Number {number}",
        ).status_code
        for number in range(3)
    ]
    assert answers == [303, 303, 429]


def test_staff_may_send_as_many_as_they_like() -> None:
    article, client = articles.live(), signed_in(people.moderator())
    answers = {
        send(article, client=client, body=f"Number {number}").status_code for number in range(4)
    }
    assert answers == {303}
