"""Previews: secret, for a time, marked, and never stored."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles import editing
from articles.views.preview import DAYS, PURPOSE, preview_path
from site_config.kit import signed_links
from tests.builders import DAY, HOUR, NOW, articles, faqs, images, labels, pages, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


def test_it_shows_what_would_be_published(client: Client) -> None:
    article = articles.draft(
        title="Secret draft",
        body="<h2>One</h2><h2>Two</h2><h2>Three</h2><p>Draft text [1].</p>",
        sources=["A study"],
        faqs=[faqs.draft(question="Draft question?", answer="<p>Draft answer.</p>")],
        tags=[labels.tag()],
        team=people.team(),
        picture=images.image(),
        note="For the doctor to read",
    )
    response = client.get(preview_path(editing.latest_revision(article), now=NOW))
    shown = read(response)
    assert response.status_code == 200
    assert shown.one("h1").text == "Secret draft"
    for words in ("Draft text", "Draft question?", "Draft answer.", "A study", "Ana Alonso"):
        assert words in shown.text
    assert shown.one(class_="article-picture").all("img")
    assert "Preview of revision 1." in shown.one(class_="notice-preview").text
    assert shown.all("form", method="post") == []


def test_it_is_kept_by_nobody_and_found_by_no_search_engine(client: Client) -> None:
    path = preview_path(editing.latest_revision(articles.draft()), now=NOW)
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert read(response).one("meta", name="robots").attributes["content"] == "noindex"
    # What is linked from a draft learns the site at most, not the secret address.
    assert response["Referrer-Policy"] in {"no-referrer", "strict-origin-when-cross-origin"}
    assert not response.cookies


def test_it_shows_one_revision_for_good(client: Client) -> None:
    article = articles.draft(title="First words")
    path = preview_path(editing.latest_revision(article), now=NOW)
    articles.revise(article, title="Second words")
    assert read(client.get(path)).one("h1").text == "First words"


@pytest.mark.parametrize("build", [faqs.draft, pages.draft])
def test_pages_and_questions_have_previews(client: Client, build: object) -> None:
    article = build()  # type: ignore[operator]
    response = client.get(preview_path(editing.latest_revision(article), now=NOW))
    assert read(response).one("h1").text == article.title


def test_it_expires(client: Client, clock: TimeMachineFixture) -> None:
    article = articles.draft(title="Secret draft")
    path = preview_path(editing.latest_revision(article), now=NOW)
    clock.move_to(NOW + DAYS * DAY - HOUR, tick=False)
    assert client.get(path).status_code == 200
    clock.move_to(NOW + DAYS * DAY, tick=False)
    response = client.get(path)
    assert response.status_code == 410
    assert "Secret draft" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_link_that_was_not_made_here_opens_nothing(client: Client) -> None:
    revision = editing.latest_revision(articles.draft())
    good = preview_path(revision, now=NOW).split("/")[2]
    payload, _dot, signature = good.partition(".")
    other = signed_links.make(PURPOSE, str(revision.pk + 1), NOW + DAY)
    elsewhere = signed_links.make("comments.status", str(revision.pk), NOW + DAY)
    gone = signed_links.make(PURPOSE, "999999999", NOW + DAY)
    forged = f"{other.partition('.')[0]}.{signature}"
    for token in (forged, elsewhere, gone, payload, f"{payload}.", f".{signature}", "x", "💩"):
        assert client.get(f"/preview/{token}/").status_code == 404, token


def test_what_is_previewed_is_not_published(client: Client) -> None:
    article = articles.draft(slug="secret")
    client.get(preview_path(editing.latest_revision(article), now=NOW))
    assert client.get("/articles/secret/").status_code == 404
    assert b"secret" not in client.get("/articles/").content
