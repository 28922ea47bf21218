"""How often articles are read: by day, without a trace of who read them."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import reads
from articles.models import DayOfReads
from site_config.dashboard import panels_for
from site_config.kit.visits import Visits
from site_config.reading import WritingDown
from tests.builders import DAY, HOUR, NOW, articles, people
from tests.support.wsgi import Reader

pytestmark = pytest.mark.row("U13")

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def visits() -> Visits:
    """A counter in front of a site that needs nothing."""

    def site(environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [])  # type: ignore[operator]
        return [b""]

    return Visits(site, session_cookie="sessionid")


class TestCounting:
    def test_people_who_read_are_counted_and_nobody_else(self) -> None:
        counter = visits()
        reader = Reader(counter)
        for _each in range(3):
            reader.get("/articles/naps/", HTTP_USER_AGENT=BROWSER)
        reader.get("/articles/sue%C3%B1o/", HTTP_USER_AGENT=BROWSER)
        reader.get("/articles/naps/", HTTP_USER_AGENT=GOOGLE)
        reader.get("/articles/naps/", HTTP_USER_AGENT="curl/8.5.0")
        reader.get("/articles/naps/", HTTP_USER_AGENT=BROWSER, HTTP_SEC_PURPOSE="prefetch")
        reader.get("/articles/naps/", HTTP_USER_AGENT=BROWSER, HTTP_COOKIE="sessionid=x")
        reader.get("/articles/naps/", HTTP_USER_AGENT=BROWSER, method="HEAD")
        assert counter.take() == {"/articles/naps/": 3, "/articles/sueño/": 1}
        assert counter.take() == {}


@pytest.mark.django_db
class TestWritingDown:
    def test_paths_of_long_ago_count_for_their_article(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        renamed = articles.live(title="Naps", slug="naps")
        articles.republish(renamed, now=NOW + HOUR, slug="short-naps")
        other = articles.live(title="Walks", slug="walks")
        counted = {"/articles/naps/": 2, "/articles/short-naps/": 3, "/articles/walks/": 1}
        for _each in range(2):
            # With those of the transaction, savepoints in a test.
            with django_assert_max_num_queries(5):
                reads.add({**counted, "/articles/none/": 9, "/\0": 1, "/" * 300: 1}, now=NOW)
        assert reads.of(renamed, now=NOW) == (10, 10)
        assert reads.of(other, now=NOW) == (2, 2)
        assert DayOfReads.objects.count() == 2

    def test_what_cannot_be_written_waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        naps = articles.live(title="Naps", slug="naps")
        counter = visits()
        writing = WritingDown(counter)
        Reader(counter).get("/articles/naps/", HTTP_USER_AGENT=BROWSER)
        with monkeypatch.context() as broken:
            broken.setattr(reads, "add", _database_is_away)
            writing.write()
        writing.write()
        writing.write()
        assert DayOfReads.objects.get().article == naps
        assert DayOfReads.objects.get().reads == 1

    def test_the_desk_shows_what_is_read_most(self) -> None:
        one, two = articles.live(title="One", slug="one"), articles.live(title="Two", slug="two")
        reads.add({"/articles/one/": 5}, now=NOW - 10 * DAY)
        reads.add({"/articles/one/": 1, "/articles/two/": 2}, now=NOW)
        [panel] = [each for each in panels_for(people.writer(), now=NOW) if "read" in each.title]
        assert [(row.title, row.detail) for row in panel.rows] == [
            (two.title, "2 reads in 7 days, 2 in 30 days"),
            (one.title, "1 read in 7 days, 6 in 30 days"),
        ]

    def test_the_form_of_an_article_says_how_often_it_is_read(self, client: Client) -> None:
        one = articles.live(title="One", slug="one")
        client.force_login(people.editor())
        page = client.get(f"/admin/articles/article/{one.pk}/change/").content.decode()
        assert "0 reads in 7 days, 0 in 30 days" in page

    def test_old_days_are_forgotten(self) -> None:
        articles.live(title="One", slug="one")
        for now in (NOW - reads.KEPT - DAY, NOW):
            reads.add({"/articles/one/": 1}, now=now)
        reads.forget_old(now=NOW)
        assert [each.reads for each in DayOfReads.objects.all()] == [1]


def _database_is_away(*args: object, **options: object) -> None:
    raise OperationalError
