"""Headers of every answer, on public pages and in the admin."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from threading import Event, Semaphore
from types import SimpleNamespace

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from site_config import middleware
from site_config.kit import turns
from tests.builders import NOW, articles, comments, images, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URLENCODED = "application/x-www-form-urlencoded"
PUBLIC = [
    "/", "/articles/", "/articles/sleep/", "/categories/sleep/", "/faq/", "/search/?q=x",
    "/feed.xml", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/missing/", "/admin/login/",
]  # fmt: skip
DESK = [
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/article/{pk}/change/",
    "/admin/articles/article/{pk}/steps/publish/",
    "/admin/comments/comment/",
    "/admin/comments/comment/{comment}/change/",
    "/admin/articles/image/add/",
    "/admin/articles/missing/",
]


def policy_of(response: object) -> dict[str, list[str]]:
    """The content security policy of a response, by directive."""
    header = response["Content-Security-Policy"]  # type: ignore[index]
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def check(response: object) -> None:
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    for values in policy.values():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(values)
    headers = response.headers  # type: ignore[attr-defined]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] in {"strict-origin-when-cross-origin", "no-referrer"}
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.sqlite
@pytest.mark.row("O6")
class TestSecurityHeaders:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_every_public_answer_carries_them(self, client: Client, path: str) -> None:
        articles.live(slug="sleep")
        response = client.get(path)
        check(response)
        if path != "/admin/login/":
            policy = policy_of(response)
            assert policy["script-src"] == policy["style-src"] == ["'self'"]

    @pytest.mark.parametrize("path", DESK)
    def test_every_answer_of_the_desk_carries_them(self, client: Client, path: str) -> None:
        article = articles.approved(picture=images.image())
        comment = comments.pending(article)
        client.force_login(people.administrator())
        response = client.get(path.format(pk=article.pk, comment=comment.pk))
        check(response)

    @pytest.mark.parametrize("path", [*DESK[:-1], "/admin/login/"])
    def test_what_the_desk_runs_in_a_page_has_the_nonce_of_its_policy(
        self, client: Client, path: str
    ) -> None:
        article = articles.approved()
        comment = comments.pending(article)
        if path != "/admin/login/":
            client.force_login(people.administrator())
        response = client.get(path.format(pk=article.pk, comment=comment.pk))
        assert response.status_code == 200
        policy = policy_of(response)
        for element in read(response).everything():
            assert "style" not in element.attributes, element
            assert not [a for a in element.attributes if a.startswith("on")], element
            kind = element.attributes.get("type", "text/javascript")
            runs = element.name == "script" and kind in {"importmap", "module", "text/javascript"}
            if (runs and "src" not in element.attributes) or element.name == "style":
                nonce = f"'nonce-{element.attributes['nonce']}'"
                assert nonce in policy["script-src"] + policy["style-src"], element

    def test_a_nonce_is_used_once(self, client: Client) -> None:
        client.force_login(people.administrator())
        first, second = (policy_of(client.get("/admin/articles/article/add/")) for _ in range(2))
        assert first["script-src"] != second["script-src"]

    def test_failures_carry_them_too(self, client: Client, database_gone: None) -> None:
        client.raise_request_exception = False
        response = client.get("/")
        assert response.status_code == 503
        check(response)


@pytest.mark.sqlite
class TestCaching:
    def test_the_desk_is_kept_by_nobody(self, client: Client) -> None:
        article = articles.draft()
        client.force_login(people.editor())
        for path in ("/admin/", f"/admin/articles/article/{article.pk}/change/"):
            assert "no-store" in client.get(path)["Cache-Control"]

    def test_a_public_page_may_be_kept_and_must_be_asked_about(self, client: Client) -> None:
        articles.live(slug="sleep")
        response = client.get("/articles/sleep/")
        assert response["Cache-Control"] == "no-cache"
        assert "Expires" not in response.headers

    def test_a_view_that_says_otherwise_is_left_alone(self, client: Client) -> None:
        image = images.image(now=NOW)
        response = client.get(f"/media/{image.renditions[0]['name']}")
        assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/a%00b/", "/?q=%00", "/articles/?page=1%00", "/admin/?x=%00"])
def test_a_null_character_is_no_part_of_an_address(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.sqlite
class TestOneByOne:
    @pytest.fixture(autouse=True)
    def _patient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(turns, "PATIENCE", 60)

    def test_a_database_server_works_beside_the_process(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(middleware, "connection", SimpleNamespace(vendor="postgresql"))
        with pytest.raises(MiddlewareNotUsed):
            Shop()

    @pytest.fixture
    def shop(self) -> Iterator["Shop"]:
        shop = Shop()
        with ThreadPoolExecutor() as threads:
            first = threads.submit(shop.ask, "GET")
            assert shop.entered.acquire(timeout=10)
            yield shop
            shop.may_leave.set()
            assert first.result(timeout=10) == 200

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_a_request_waits_for_the_one_before(self, shop: "Shop", method: str) -> None:
        with ThreadPoolExecutor() as threads:
            second = threads.submit(shop.ask, method)
            assert not shop.entered.acquire(timeout=0.2)
            shop.may_leave.set()
            assert second.result(timeout=10) == 200

    def test_who_sends_files_goes_ahead(self, shop: "Shop") -> None:
        with ThreadPoolExecutor() as threads:
            threads.submit(shop.ask, "POST", "multipart/form-data; boundary=x")
            assert shop.entered.acquire(timeout=10)
            shop.may_leave.set()

    def test_who_waits_for_the_disk_lends_the_turn(self) -> None:
        shop = Shop(waits=turns.of_this_process.lent)
        with ThreadPoolExecutor() as threads:
            asked = [threads.submit(shop.ask, "POST") for _ in range(2)]
            assert all(shop.entered.acquire(timeout=10) for _ in asked)
            shop.may_leave.set()
            assert [each.result(timeout=10) for each in asked] == [200, 200]
        assert not turns.of_this_process.is_taken()

    def test_who_sends_slowly_has_no_turn_yet(self) -> None:
        one_by_one = middleware.OneByOneMiddleware(lambda request: HttpResponse())
        form = SlowForm(b"a=b")
        request = RequestFactory().generic("POST", "/", "a=b", URLENCODED, **{"wsgi.input": form})
        with ThreadPoolExecutor() as threads:
            slow = threads.submit(one_by_one, request)
            assert form.begins.wait(timeout=10)
            assert not turns.of_this_process.is_taken()
            form.goes_on.set()
            assert slow.result(timeout=10).status_code == 200

    def test_what_cannot_be_read_is_for_the_view(self, settings: Settings) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1
        one_by_one = middleware.OneByOneMiddleware(lambda request: HttpResponse(status=413))
        request = RequestFactory().generic("POST", "/", "a=b", URLENCODED)
        assert one_by_one(request).status_code == 413

    def test_nobody_waits_for_long(self, shop: "Shop", monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(turns, "PATIENCE", 0.01)
        with ThreadPoolExecutor() as threads:
            threads.submit(shop.ask, "GET")
            assert shop.entered.acquire(timeout=10)
            shop.may_leave.set()

    def test_a_turn_ends_with_an_error_too(self) -> None:
        def fail(request: HttpRequest) -> HttpResponse:
            raise ZeroDivisionError

        one_by_one = middleware.OneByOneMiddleware(fail)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                one_by_one(RequestFactory().get("/"))
        assert not turns.of_this_process.is_taken()


class SlowForm(BytesIO):
    """What a slow reader sends."""

    def __init__(self, text: bytes) -> None:
        super().__init__(text)
        self.begins, self.goes_on = Event(), Event()

    def read(self, size: int | None = -1) -> bytes:
        self.begins.set()
        assert self.goes_on.wait(timeout=10)
        return super().read(size)


class Shop:
    """A site whose pages take until they may leave."""

    def __init__(self, waits: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self.waits = waits
        self.entered = Semaphore(0)
        self.may_leave = Event()
        self.door = middleware.OneByOneMiddleware(self._serve)

    def ask(self, method: str, content_type: str = "application/octet-stream") -> int:
        request = RequestFactory().generic(method, "/", "x", content_type)
        return self.door(request).status_code

    def _serve(self, request: HttpRequest) -> HttpResponse:
        with self.waits():
            self.entered.release()
            assert self.may_leave.wait(timeout=10)
        return HttpResponse()
