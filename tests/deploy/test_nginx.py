"""Pages that nginx serves from disk: the same as those of the server, and never an old one."""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import uniform
from threading import Event
from time import sleep, time

import pytest
from django.core.management import call_command
from django.test import override_settings

from site_config.kit.pagecache.page_folder import window_of
from tests.deploy.proxied_site import Answer, ProxiedSite, proxied_site
from tests.support.local_servers import Unavailable, refused_by_nginx

pytestmark = pytest.mark.row("O3")

# Of the connection, and by what each process knows its own rendering again.
_OWN = {"server", "date", "connection", "etag", "last-modified", "surrogate-key"}
PICTURE = f"/media/{'0f' * 16}/320.jpg"
# A verb in a process that is killed right after its commit.
KILLED_VERB = """
import os, signal
from articles.models import Article
from site_config.kit.pagecache import announcing
from tests.builders import comments
announcing.announce = lambda: os.kill(os.getpid(), signal.SIGKILL)
comments.published(Article.objects.get(title="Walking more"), body="Left by a killed process")
"""
DATED_PURGE = """
import datetime as dt
from django.db import transaction
from django.utils import timezone
from articles.models import Article
from site_config.kit.pagecache.purging import purge
article = Article.objects.get(title="Drinking enough")
with transaction.atomic():
    purge([f"article:{article.pk}"], at=timezone.now() + dt.timedelta(seconds=6))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, fresh_site: Path) -> Iterator[ProxiedSite]:
    folder = shutil.copytree(fresh_site, tmp_path_factory.mktemp("proxied") / "site")
    try:
        with proxied_site(folder) as site:
            yield site
    except Unavailable as missing:
        pytest.skip(str(missing))


def comparable(answer: Answer) -> dict[str, object]:
    headers: dict[str, object] = {
        name: value for name, value in answer.headers.items() if name not in _OWN
    }
    # The order of directives means nothing, and each process has its own.
    policy = answer.headers.get("content-security-policy", "")
    return headers | {"content-security-policy": {each.strip() for each in policy.split(";")}}


@pytest.mark.parametrize("encoding", ["", "gzip", "gzip, deflate, br"])
@pytest.mark.parametrize("path", ["/", "ARTICLE", "/feed.xml", "/rss.xml"])
def test_a_page_from_disk_is_that_of_the_server(
    site: ProxiedSite, path: str, encoding: str
) -> None:
    path = site.paths[0] if path == "ARTICLE" else path
    accept = {"Accept_Encoding": encoding} if encoding else {}
    from_disk, of_server = site.from_disk(path, **accept), site.ask_server(path, **accept)
    assert from_disk.body == of_server.body
    assert comparable(from_disk) == comparable(of_server)
    assert "last-modified" in from_disk.headers


def test_what_a_browser_has_is_not_sent_again(site: ProxiedSite) -> None:
    page = site.from_disk("/")
    known = site.get("/", If_None_Match=page.headers["etag"])
    dated = site.get("/", If_Modified_Since=page.headers["last-modified"])
    assert (known.status, dated.status) == (304, 304)
    assert known.body == dated.body == b""
    of_server = site.ask_server("/").headers["etag"]
    assert site.get("/", If_None_Match=of_server).status == 200


def test_head_has_the_headers_alone(site: ProxiedSite) -> None:
    page, head = site.from_disk("/"), site.ask("HEAD", "/")
    assert head.is_from_disk
    assert head.body == b""
    assert comparable(head) == comparable(page)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abc"},
        {"Cookie": "a=b; sessionid=abc"},
        {"Host": "elsewhere.example"},
        {"Accept_Encoding": "br;q=0, gzip;q=0.5"},
    ],
    ids=str,
)
def test_who_never_gets_a_file(site: ProxiedSite, headers: dict[str, str]) -> None:
    site.from_disk("/")
    assert not site.get("/", **headers).is_from_disk


@pytest.mark.parametrize("path", ["/?page=2", "/?utm_source=letter", "//", "/./", "/%2e/"])
def test_addresses_that_are_no_files(site: ProxiedSite, path: str) -> None:
    site.from_disk("/")
    assert not site.get(path).is_from_disk


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_methods_that_are_for_the_server(site: ProxiedSite, method: str) -> None:
    site.from_disk("/")
    assert site.ask(method, "/", b"").status in {403, 405}


def test_only_the_present_window_is_served(site: ProxiedSite) -> None:
    window = window_of(time())
    for other in (window - 1, window + 1, window + 2):
        folder = site.folder / "pages" / str(other) / "identity" / "other-time"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("not now")
    if window_of(time()) == window:
        assert site.get("/other-time/").status == 404


@pytest.mark.parametrize("encoding", ["", "gzip", "gzip, br"])
def test_static_files_have_the_headers_of_the_server(site: ProxiedSite, encoding: str) -> None:
    hashed = "[0-9a-f]" * 12
    accept = {"Accept_Encoding": encoding} if encoding else {}
    for pattern in (f"css/site.{hashed}.css", f"admin/js/core.{hashed}.js"):
        [file] = (site.folder / "static").glob(pattern)
        path = f"/static/{file.relative_to(site.folder / 'static')}"
        of_nginx, of_server = site.get(path, **accept), site.ask_server(path, **accept)
        assert of_nginx.is_from_disk
        assert of_nginx.body == of_server.body
        assert comparable(of_nginx) == comparable(of_server)


def test_pictures_have_the_headers_of_the_view(site: ProxiedSite) -> None:
    file = site.folder / PICTURE[1:]
    file.parent.mkdir(parents=True)
    file.write_bytes(b"picture")
    of_nginx, of_server = site.get(PICTURE), site.ask_server(PICTURE)
    assert of_nginx.is_from_disk
    assert comparable(of_nginx) == comparable(of_server)
    assert site.get("/media/originals/secret.png").status == 404


def test_a_change_is_seen_on_the_next_request(site: ProxiedSite) -> None:
    changed, other, _ = site.paths
    site.from_disk(changed)
    before = site.from_disk(other)
    site.comment(changed, "Seen at once")
    assert b"Seen at once" in site.get(changed).body
    assert b"Seen at once" in site.from_disk(changed).body
    # What did not change lies where it lay.
    after = site.get(other)
    assert after.is_from_disk
    assert after.headers["etag"] == before.headers["etag"]


def test_writers_never_overtake_a_change(site: ProxiedSite) -> None:
    """Comments come in just when readers let the pages become files."""
    over = Event()

    def leave(path: str) -> list[str]:
        missing = []
        for turn in range(6):
            # A page becomes a file a second after its rendering at most.
            sleep(uniform(0.5, 1.3))
            text = f"Words {turn} on {path.strip('/')}"
            site.comment(path, text)
            missing += [text for _ in range(15) if text.encode() not in site.get(path).body]
        return missing

    def read(path: str) -> bool:
        from_disk = False
        while not over.is_set():
            from_disk |= site.get(path).is_from_disk
        return from_disk

    with ThreadPoolExecutor(9) as people:
        readers = [people.submit(read, path) for path in site.paths * 2]
        missing = [text for found in people.map(leave, site.paths) for text in found]
        over.set()
        assert any(reader.result() for reader in readers)
    assert missing == []


def test_a_process_killed_after_its_commit_leaves_nothing_stale(site: ProxiedSite) -> None:
    path = site.paths[1]
    site.from_disk(path)
    assert site.run(KILLED_VERB) != 0
    assert b"Left by a killed process" not in site.get(path).body
    site.manage("tick")
    assert b"Left by a killed process" in site.get(path).body


def test_a_page_that_will_change_soon_is_no_file(site: ProxiedSite) -> None:
    path = site.paths[2]
    site.from_disk(path)
    assert site.run(DATED_PURGE) == 0
    for _ in range(3):
        assert not site.get(path).is_from_disk
    # Once the moment is over, it may lie there again.
    site.from_disk(path)


def test_https_is_spoken_with_the_certificate_that_is_put_in(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org"]
    make += ["-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(make, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on the path")
    with override_settings(
        SITE_URL="https://example.org",
        HTTPS=True,
        SECURE_HSTS_SECONDS=600,
        PAGE_FILES=True,
        TRUSTED_PROXIES=["127.0.0.1"],
    ):
        printed = tmp_path / "masthead.conf"
        with printed.open("w") as file:
            call_command("nginx_conf", stdout=file)
    text = printed.read_text()
    assert 'add_header Strict-Transport-Security "max-age=600"' in text
    assert "return 301 https://example.org$request_uri;" in text
    text = text.replace("/etc/letsencrypt/live/example.org/fullchain.pem", str(certificate))
    text = text.replace("/etc/letsencrypt/live/example.org/privkey.pem", str(key))
    try:
        assert refused_by_nginx(text) == ""
    except Unavailable as missing:
        pytest.skip(str(missing))
