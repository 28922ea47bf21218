"""Health, media, robots, and the error pages."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from articles.images.intake import take_in
from tests.builders import NOW, articles, images, people
from tests.support.reading import Element, read


@pytest.fixture
def lenient(client: Client) -> Client:
    """A client that is answered when the site fails, as a browser is."""
    client.raise_request_exception = False
    return client


def in_the_design(page: Element) -> bool:
    styles = page.all("link", rel="stylesheet")
    return len(styles) == 1 and settings.SITE_NAME in page.one("header", class_="masthead").text


class TestHealth:
    def test_it_is_alive_whatever_the_database_does(
        self, client: Client, database_gone: None
    ) -> None:
        response = client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok\n")
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.django_db
    def test_it_is_ready_when_the_database_answers(self, client: Client) -> None:
        response = client.get("/readyz")
        assert (response.status_code, response.json()) == (200, {"database": "ok"})
        assert "no-store" in response["Cache-Control"]

    def test_it_is_not_ready_when_the_database_is_gone(
        self, client: Client, database_gone: None
    ) -> None:
        response = client.get("/readyz")
        assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


class TestErrorPages:
    @pytest.mark.row("R15")
    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/missing/", "/articles/missing/", "/a/b/c/"])
    def test_404_is_in_the_design_and_shows_ways_on(self, client: Client, path: str) -> None:
        response = client.get(path)
        page = read(response)
        assert response.status_code == 404
        assert in_the_design(page)
        assert page.one("h1").text == "This page could not be found"
        assert {"/", "/articles/", "/faq/"} <= set(page.one("main").links())
        assert page.one("meta", name="robots").attributes["content"] == "noindex"

    @pytest.mark.row("R15")
    @pytest.mark.django_db
    def test_500_is_in_the_design_and_tells_nothing(self, lenient: Client) -> None:
        def defect(*_args: object) -> None:
            raise RuntimeError("the secret of the house")

        with connection.execute_wrapper(defect):
            response = lenient.get("/")
        page = read(response)
        assert response.status_code == 500
        assert in_the_design(page)
        assert "The fault is ours" in page.text
        assert b"secret of the house" not in response.content

    @pytest.mark.parametrize("path", ["/", "/articles/sleep/", "/faq/", "/about/", "/search/?q=x"])
    def test_503_while_the_database_is_gone(
        self, lenient: Client, database_gone: None, path: str
    ) -> None:
        response = lenient.get(path)
        assert response.status_code == 503
        assert response["Retry-After"].isdigit()
        assert in_the_design(read(response))

    @pytest.mark.parametrize("path", ["/", "/articles/", "/missing/"])
    def test_400_for_what_is_no_request_to_this_site(self, client: Client, path: str) -> None:
        response = client.get(path, headers={"host": "evil.example"})
        assert response.status_code == 400
        assert in_the_design(read(response))
        assert client.get("/search/?q=%00").status_code == 400

    @pytest.mark.django_db
    def test_403_for_a_form_without_its_token(self) -> None:
        people.editor()
        strict = Client(enforce_csrf_checks=True)
        fields = {"username": "editor", "password": people.PASSWORD}
        response = strict.post("/admin/login/", {**fields, "next": "Words that are long. " * 30})
        assert response.status_code == 403
        page = read(response)
        assert in_the_design(page)
        assert page.one("h1").text == "Your form was not taken"
        assert page.one("textarea").text.startswith("Words that are long.")


@pytest.mark.django_db
class TestMedia:
    @pytest.mark.row("M7")
    def test_renditions_are_served_for_good_and_cannot_run(self, client: Client) -> None:
        image = images.image(complete=True)
        assert {each["format"] for each in image.renditions} == {"avif", "webp", "jpeg"}
        for rendition in image.renditions:
            response = client.get(f"/media/{rendition['name']}")
            assert response.status_code == 200
            assert response["Content-Type"] == f"image/{rendition['format']}"
            assert response["Cache-Control"] == "public, max-age=31536000, immutable"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert b"".join(response) != b""  # type: ignore[call-overload]

    def test_originals_are_not_served(self, client: Client) -> None:
        image = take_in(images.file(), title="Bed", by=None, now=NOW)
        for name in (image.original.name, f"../originals/{image.original.name}"):
            assert client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize(
        "name",
        [
            "../secret_key",
            "../db.sqlite3",
            "..%2fsecret_key",
            "%2e%2e/secret_key",
            f"{'a' * 32}/../../secret_key",
            "/etc/passwd",
            "x.jpg",
            f"{'a' * 32}/480.jpg",
            f"{'A' * 32}/480.jpg",
            f"{'a' * 32}/480.html",
            f"{'a' * 32}/480.jpg.html",
            f"{'a' * 32}/",
        ],
    )
    def test_nothing_else_of_the_data_folder_is(self, client: Client, name: str) -> None:
        assert client.get(f"/media/{name}").status_code in {301, 404}

    def test_a_file_that_strayed_there_is_not_served(self, client: Client) -> None:
        default_storage.save("page.html", ContentFile(b"<script>alert(1)</script>"))
        assert client.get("/media/page.html").status_code == 404


@pytest.mark.django_db
class TestRobots:
    def test_it_keeps_machines_out_of_private_places(self, client: Client) -> None:
        response = client.get("/robots.txt")
        assert response["Content-Type"].startswith("text/plain")
        lines = response.content.decode().splitlines()
        for place in ("/admin/", "/preview/", "/comments/status/", "/search/"):
            assert f"Disallow: {place}" in lines
        assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines

    def test_what_readers_are_shown_is_not_kept_out(self, client: Client) -> None:
        articles.live(slug="sleep")
        lines = client.get("/robots.txt").content.decode().splitlines()
        closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
        assert not [c for c in closed if "/articles/sleep/".startswith(c)]


@pytest.mark.row("R16")
@pytest.mark.django_db
def test_pages_know_both_colour_schemes_and_every_width(client: Client) -> None:
    """How they look is for the eye; here only that nothing is missing for it."""
    page = read(client.get("/"))
    assert page.one("meta", name="color-scheme").attributes["content"] == "light dark"
    assert "width=device-width" in page.one("meta", name="viewport").attributes["content"]
    css = "".join(
        path.read_text(encoding="utf-8")
        for path in (settings.BASE_DIR / "static/css").rglob("*.css")
    )
    assert "color-scheme: light dark" in css
    assert "light-dark(" in css or "prefers-color-scheme: dark" in css
    assert "min-width: 1000px" not in css
