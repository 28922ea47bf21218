"""What links here: found in texts, by any path that a thing ever had."""

from importlib import import_module

import pytest
from django.conf import settings

from articles import links
from tests.builders import DAY, NOW, articles, pages

pytestmark = [pytest.mark.django_db, pytest.mark.row("A12")]


def linking(*addresses: str) -> str:
    return "".join(f'<p><a href="{address}">there</a></p>' for address in addresses)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/articles/sleep/", "/articles/sleep/"),
        ("/articles/sleep", "/articles/sleep/"),
        ("/articles/sleep/?page=2#more", "/articles/sleep/"),
        ("/articles/schl%C3%A4frig/", "/articles/schläfrig/"),
        (f"{settings.SITE_URL}/articles/sleep/", "/articles/sleep/"),
        (f"{settings.SITE_URL}.evil.example/articles/sleep/", None),
        ("https://other.example/articles/sleep/", None),
        ("#source-1", None),
        ("/", None),
        ("/" + "x" * 400, None),
    ],
)
def test_paths_of_this_site_are_found(address: str, path: str | None) -> None:
    expected = {path} if path else set()
    assert links.paths_in(linking(address)) == expected
    # What was published before links were written down is read by the migration.
    assert import_module("articles.migrations.0005_desk").own_paths(linking(address)) == expected


def test_only_what_readers_have_counts_and_old_paths_do() -> None:
    target = articles.live(slug="old")
    articles.live(title="By the old path", body=linking("/articles/old/", "/articles/old/#a"))
    articles.republish(target, slug="new", body=linking("/articles/new/"), now=NOW)
    articles.live(title="By the new path", body=linking("/articles/new/"))
    articles.scheduled(title="Tomorrow", body=linking("/articles/new/"))
    pages.live(title="A page", body=linking("/articles/new/"))
    articles.draft(title="Not yet", body=linking("/articles/new/"))
    articles.withdrawn(title="Not any more", body=linking("/articles/new/"), now=NOW - 2 * DAY)
    changed = articles.live(title="Not now", body=linking("/articles/new/"))
    articles.republish(changed, body="<p>Without.</p>", now=NOW)
    here = links.to_article(target, now=NOW)
    titles = [edition.title for edition in here.editions]
    assert titles == ["A page", "By the new path", "By the old path", "Tomorrow"]
    assert here.count == 4


def test_of_many_the_first_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LISTED", 2)
    target = articles.live(slug="target")
    for number in range(links.LISTED + 2):
        pages.live(title=f"Page {number}", body=linking("/articles/target/"))
    here = links.to_article(target, now=NOW)
    assert (len(here.editions), here.count) == (links.LISTED, links.LISTED + 2)
