"""What readers see of an imported site: all that was public, safe, and nothing that was not."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition
from comments.models import Comment, State
from tests.site_config.public_pages import unsafe_markup, walk

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("I1")]

RIVERSIDE = Path(__file__).parent / "wordpress_files" / "riverside.xml"
# Each text that was not public in the export holds these words and the number of its item.
HIDDEN = "hidden-words"
# Parts of them; a page of results repeats the words that it was asked for.
SEARCHES = ("hidden", "words", "idden-word", "password", "draft", "sesame", "vitamin")


@pytest.fixture(scope="module")
def site(lasting: None) -> dict[str, HttpResponse]:
    """Every public page of a site that holds nothing but the import."""
    call_command("import_wordpress", str(RIVERSIDE), stdout=io.StringIO(), stderr=io.StringIO())
    live = Edition.objects.live(timezone.now()).values_list("path", flat=True)
    return walk(Client(), *live, *(f"/search/?q={words}" for words in SEARCHES))


def test_the_export_hides_something_of_every_kind() -> None:
    text = RIVERSIDE.read_text(encoding="utf-8")
    assert all(f"{HIDDEN}-{number}" in text for number in (12, 13, 14, 15, 16, 17, 21))


def test_every_published_item_answers(site: dict[str, HttpResponse]) -> None:
    live = list(Edition.objects.live(timezone.now()))
    assert len(live) == 10
    for edition in live:
        assert site[edition.path].status_code == 200, edition.path
        assert edition.title in _text(site[edition.path])


def test_no_link_leads_nowhere(site: dict[str, HttpResponse]) -> None:
    broken = {path for path, response in site.items() if response.status_code >= 400}
    assert not broken


@pytest.mark.row("A3")
def test_every_page_is_free_of_unsafe_markup(site: dict[str, HttpResponse]) -> None:
    judged = 0
    for path, response in site.items():
        if response["Content-Type"].startswith("text/html"):
            assert unsafe_markup(response) == [], path
            judged += 1
    assert judged > 20


def test_nothing_hidden_is_on_any_page(site: dict[str, HttpResponse]) -> None:
    for path, response in site.items():
        assert HIDDEN not in response.content.decode(), path


def test_hidden_items_do_not_answer(client: Client, site: dict[str, HttpResponse]) -> None:
    public = Edition.objects.live(timezone.now()).values("article")
    hidden = Article.objects.exclude(pk__in=public)
    assert hidden.count() == 6  # Five posts and a question.
    for article in hidden:
        assert client.get(article.desk_path).status_code == 404, article.desk_path


def test_comments_on_hidden_items_do_not_answer(
    client: Client, site: dict[str, HttpResponse]
) -> None:
    hidden = Comment.objects.filter(body__contains=HIDDEN)
    assert {comment.state for comment in hidden} == {State.PUBLISHED}
    for comment in hidden:
        assert client.get(comment.get_absolute_url()).status_code == 404


def test_comments_are_shown_in_their_threads(site: dict[str, HttpResponse]) -> None:
    page = _text(site["/articles/vitamin-d/"])
    for shown in ("How much is too much?", "Thank you, Pia!", "Answer to what was taken away"):
        assert shown in page
    for kept_back in ("This one waits", "Cheap pills", "Taken away", "Somebody linked", "198.51"):
        assert kept_back not in page
    assert "5 comments" in page


@pytest.mark.row("P5")
def test_no_page_tells_an_address_of_a_reader(site: dict[str, HttpResponse]) -> None:
    for path, response in site.items():
        assert "kim@reader.example" not in response.content.decode(), path


def _text(response: HttpResponse) -> str:
    return response.content.decode().replace("&amp;", "&").replace("&quot;", '"')
