"""What an article page makes a browser load: few bytes, few files, nothing from elsewhere."""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.autoreload import reset_loaders
from django.test import Client, override_settings
from django.utils import timezone

from benchmarks import budgets
from benchmarks.load import ENCODINGS, Answer
from benchmarks.weight import SCRIPT, STYLE, weigh
from comments import moderation
from comments.models import Comment
from site_config.demonstration import library
from site_config.kit.pagecache.encodings import encode
from tests.builders import articles, images, people
from tests.kit.pagecache import workers

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("R10")]

LIMITS = {row: budget.limit for row, budget in budgets.rows().items()}
PAGE = budgets.read()["page"]
COMMENTS = 50
# The demonstration's longest article and discussion. Somebody wrote it: made-up words compress
# worse than a page does, and words that repeat better.
PATH = "/articles/can-people-with-multiple-sclerosis-have-botox-safely/"
_PICTURES = re.compile(r'\b(?:src|srcset)="([^"]*)"')


@pytest.fixture
def _collected(fresh_site: Path) -> Iterator[None]:
    """Static files as `manage.py serve` has them: bundled, hashed and compressed."""
    bundled = {"BACKEND": "site_config.kit.bundle.BundledStaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": bundled}
    # With settings of their own, templates forget where the files were when a page was rendered.
    with override_settings(
        STORAGES=storages,
        STATIC_ROOT=fresh_site / "static",
        TEMPLATES=deepcopy(settings.TEMPLATES),
    ):
        # What `{% once %}` keeps are the addresses of files that are not bundled.
        reset_loaders()
        yield
    reset_loaders()


@pytest.fixture
def _demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration, with small pictures, and with as many comments as the budgets are for."""
    monkeypatch.setattr(library, "drawn", lambda motifs: [images.file().getvalue() for _ in motifs])
    call_command("seed_demo", stdout=io.StringIO())
    published = Comment.objects.published().filter(discussion__article__addresses__path=PATH)
    moderator = people.moderator("second-moderator")
    for comment in published.order_by("created_at")[COMMENTS:]:
        moderation.reject(comment, by=moderator, now=timezone.now())
    assert published.count() == COMMENTS


def fetched(path: str) -> Answer:
    """What a browser gets of a page that is asked for often.

    The page cache, past which the test client goes, compresses pages.
    """
    response = Client(headers={"accept-encoding": ENCODINGS}).get(path)
    assert response.status_code == 200, path
    headers = list(response.headers.items())
    if response.streaming:
        return Answer(200, headers, b"".join(response))  # type: ignore[arg-type]
    body = encode(response.content, "br", smallest=True)
    return Answer(200, [("Content-Encoding", "br"), *headers], body)


@pytest.mark.usefixtures("_collected", "_demonstration")
def test_the_html_with_fifty_comments_is_small() -> None:
    assert weigh(fetched, PATH).html <= LIMITS["weight-html"]


@pytest.mark.row("P3")
@pytest.mark.usefixtures("_collected", "_demonstration")
def test_the_page_loads_little_and_nothing_from_elsewhere() -> None:
    weight = weigh(fetched, PATH)
    kinds = [part.kind for part in weight.parts]
    assert weight.page <= LIMITS["weight-page"]
    assert weight.requests <= LIMITS["weight-requests"]
    assert kinds.count(STYLE) <= PAGE["style_sheets"]
    assert kinds.count(SCRIPT) <= PAGE["scripts"]
    pictures = _PICTURES.findall(Client().get(PATH).content.decode())
    loaded = [*(part.address for part in weight.parts), *pictures]
    assert pictures
    assert [address for address in loaded if urlsplit(address).netloc] == []


def test_a_reader_who_has_the_page_gets_304() -> None:
    path = articles.live().desk_path
    reader = workers.start()
    again = reader.get(path, HTTP_IF_NONE_MATCH=reader.get(path)["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert reader.get(path, HTTP_IF_NONE_MATCH='"another"').status == 200
