"""The language is a setting: the same page for every browser, in the words of that language."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import translation

from articles.models import Article
from tests.builders import articles, comments, faqs, images
from tests.comments.posting_form import send
from tests.support.reading import Element, read
from tests.support.worker import do_queued

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("X5")]

MARCH = dt.datetime(2026, 3, 4, 9, 5, tzinfo=dt.UTC)
WISHES = ("es", "ar, *;q=0.5", "en-GB;q=0", "x;q=much", "*")

Speak = Callable[[str], None]


@pytest.fixture
def speak() -> Iterator[Speak]:
    """Set the language of the site, as a server finds it set when it starts."""
    with ExitStack() as until_the_end:

        def speak(language: str) -> None:
            until_the_end.enter_context(override_settings(LANGUAGE_CODE=language))
            until_the_end.enter_context(translation.override(language))

        yield speak


@pytest.fixture
def article() -> Article:
    article = articles.live(
        title="Sleep", slug="sleep", now=MARCH, picture=images.image(), faqs=[faqs.live(now=MARCH)]
    )
    comments.published(article, now=MARCH, body="مرحبا")
    return article


def page(path: str = "/articles/sleep/") -> Element:
    return read(Client().get(path))


@pytest.mark.parametrize("path", ["/", "/articles/sleep/", "/search/?q=sleep", "/feed.xml", "/x/"])
def test_what_a_browser_wishes_changes_nothing(article: Article, path: str) -> None:
    plain = Client().get(path)
    for wish in WISHES:
        asked = Client().get(path, headers={"accept-language": wish})
        assert asked.content == plain.content
        assert asked.headers == plain.headers
    assert "Accept-Language" not in plain.get("Vary", "")
    assert "Content-Language" not in plain


class TestSpanish:
    @pytest.fixture(autouse=True)
    def _spanish(self, speak: Speak) -> None:
        speak("es")

    def test_pages_speak_it_and_say_so(self, article: Article) -> None:
        found = page()
        assert (found.one("html")["lang"], found.one("html")["dir"]) == ("es", "ltr")
        assert found.one("h2", id="comments-heading").text == "1 comentario"
        assert found.one("h2", id="article-questions").text == "Preguntas frecuentes"
        assert "Publicado el 4 de marzo de 2026" in found.one("div", class_="byline").text
        comments.published(article, now=MARCH, email="other@reader.example")
        assert page().one("h2", id="comments-heading").text == "2 comentarios"

    def test_a_form_with_errors_does_as_well(self, article: Article) -> None:
        found = read(send(article, name="", body=""))
        summary = found.one("div", class_="error-summary")
        assert summary.one("h2").text == "Hay un problema"
        assert "Nombre: Este campo es obligatorio." in summary.text

    def test_pages_that_are_not_there_do(self) -> None:
        assert page("/missing/").one("h1").text == "No se encontró esta página"

    def test_mails_do(
        self, article: Article, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            send(article, email="ada@reader.example", decision="on")
        do_queued()
        letter: Any = next(each for each in mail.outbox if each.to == ["ada@reader.example"])
        assert letter.subject.startswith("Confirme su dirección para ")
        assert "El enlace funciona durante " in letter.body
        assert '<html lang="es" dir="ltr">' in letter.alternatives[0].content


def test_arabic_is_read_from_right_to_left(article: Article, speak: Speak) -> None:
    """It has no catalogue yet: its dates and Django's own words are there."""
    speak("ar")
    found = page()
    assert (found.one("html")["lang"], found.one("html")["dir"]) == ("ar", "rtl")
    comment = found.one("div", class_="comment-text")
    assert comment.one("p")["dir"] == "auto"
    assert found.one("h3", dir="auto").text == "Kim"
    assert "4 مارس، 2026" in found.text
