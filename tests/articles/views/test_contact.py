"""The contact page: a form to the editors, guarded like that of comments."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from articles import contact
from site_config.kit.outbox.models import Letter, LetterQuerySet
from site_config.kit.pagecache import generation
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from tests.builders import pages
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("R17")]

PATH = "/contact/"
EDITORS = "editors@paper.example"
SENT = {"name": "Rita", "email": "rita@reader.example", "body": "Where is\nyour policy?"}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _open(clock: object) -> Iterator[None]:
    """Nothing is committed in these tests, so nothing announces what they change."""
    pages.live(title="Contact", slug="contact", body="<p>Write to us.</p>")
    saving.save(SiteSettings(contact_email=EDITORS))
    generation.shared().renew()
    yield
    generation.shared().renew()


def post(client: Client, headers: dict[str, str] = OURS, **fields: str) -> Any:
    return client.post(PATH, {**SENT, **fields}, headers=headers)


def written() -> LetterQuerySet:
    return Letter.objects.filter(to=EDITORS)


def test_a_message_is_mailed_and_the_answer_goes_to_the_reader(client: Client) -> None:
    page = read(client.get(PATH))
    assert "Write to us." in page.one("main").text
    assert [label.text for label in page.one("form", method="post").all("label")][:2] == [
        "Name",
        "E-mail",
    ]
    assert EDITORS not in client.get(PATH).content.decode()
    answer = post(client)
    assert (answer.status_code, answer["Location"]) == (303, "/contact/?sent#sent")
    letter = written().get()
    assert (letter.to, letter.headers["Reply-To"]) == (EDITORS, SENT["email"])
    assert "Where is\nyour policy?" in letter.text
    thanks = read(client.get("/contact/?sent"))
    assert "Thank you" in thanks.one(role="status").text


def test_the_same_words_are_one_letter(client: Client) -> None:
    assert [post(client).status_code for _ in range(2)] == [303, 303]
    assert written().count() == 1


def test_what_is_wrong_is_said_and_the_text_kept(client: Client) -> None:
    answer = post(client, email="nowhere", name="  ")
    page = read(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
    assert page.one("title").text.startswith("Please check your message:")
    assert "your policy?" in page.one("textarea", name="body").text
    assert post(client, body="x" * 5_001).status_code == 422
    assert post(client, nickname="bot").status_code == 422
    assert post(client, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not written().exists()


def test_a_flood_is_refused_with_a_time_to_come_back(client: Client) -> None:
    for number in range(contact.MESSAGES_PER_WINDOW):
        assert post(client, body=f"Message {number}").status_code == 303
    answer = post(client)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "your policy?" in answer.content.decode()


def test_no_header_can_be_smuggled_in(client: Client) -> None:
    post(client, name="Rita\r\nBcc: all@reader.example")
    letter = written().get()
    assert "\n" not in letter.subject
    assert set(letter.headers) == {"Reply-To"}


def test_without_an_address_it_is_a_page_like_others(client: Client) -> None:
    saving.save(SiteSettings())
    generation.shared().renew()
    assert read(client.get(PATH)).all("form", method="post") == []
    assert post(client).status_code == 404
