"""Every public page keeps its budget of queries, and none grows with what there is to show."""

import re
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles import editing, sharing
from articles.listings import PER_PAGE
from articles.models import Article, Revision
from articles.urls import FEEDS
from articles.views.preview import preview_path
from benchmarks import budgets
from comments.confirming import confirm_path
from comments.models import Comment, DataRequest
from comments.privacy import asking
from comments.status import status_path
from comments.subscriptions import unsubscribe_path
from tests.builders import HOUR, NOW, articles, comments, faqs, images, labels, pages, people
from tests.house.public_addresses import patterns

pytestmark = pytest.mark.django_db

BUDGETS = budgets.read()
COMMENTS = 50


def fill(numbers: Any) -> None:
    """Put as much into the site as makes every list longer than one page."""
    tags = [labels.tag(f"Tag {next(numbers)}") for _ in range(3)]
    authors = [people.author(f"Author {next(numbers)}") for _ in range(3)]
    picture = images.image()
    for _ in range(PER_PAGE + 1):
        articles.live(
            title=f"Article {next(numbers)}",
            now=NOW - 100 * HOUR,
            tags=[labels.tag("Rest"), *tags],
            authors=[people.author(), *authors],
            team=people.team(),
            category=labels.category("Sleep"),
            picture=picture,
        )
        faqs.live(question=f"Question {next(numbers)}?", now=NOW - 100 * HOUR)
    pages.live(title=f"Page {next(numbers)}")
    labels.category(f"Category {next(numbers)}", parent=labels.category("Sleep"))


def write_the_article(numbers: Any) -> Article:
    """The article that is measured: everything that an article can have, and a discussion."""
    picture = images.image()
    body = f'<h2>One</h2><p>Text [1].</p><figure><img src="{picture.reference}" alt="A"></figure>'
    fields: dict[str, Any] = {
        "body": body + "".join(f"<h2>Head {n}</h2><p>Text</p>" for n in range(5)),
        "tags": [labels.tag("Rest"), *(labels.tag(f"Tag {next(numbers)}") for _ in range(5))],
        "authors": [people.author(), people.author(f"Author {next(numbers)}")],
        "team": people.team(),
        "sources": [f"Source {n}" for n in range(8)],
        "faqs": [faqs.live(question=f"Asked {next(numbers)}?") for _ in range(6)],
        "picture": picture,
    }
    found = Article.objects.filter(slug="measured").first()
    if found is None:
        return articles.live(title="Measured", slug="measured", **fields)
    articles.republish(found, now=NOW, **fields)
    return found


def discuss(article: Article) -> None:
    first = None
    for number in range(COMMENTS):
        # Half of them answer the one before: threads of several depths.
        parent = first if number % 2 else None
        first = comments.published(article, parent=parent, email=f"{number}@reader.example")
    comments.removed(article)
    comments.pending(article)


def measured(client: Client) -> dict[str, int]:
    """The number of queries of each address, the caches of the process warmed up."""
    comment = Comment.objects.published()[0]
    pending = Comment.objects.pending()[0]
    revision = editing.latest_revision(Article.objects.get(slug="measured"))
    faq = Article.objects.filter(kind="faq", title__startswith="Asked")[0]
    rendition = images.image().renditions[0]["name"]
    samples = {
        "slug": {
            "article": "measured",
            "report": "measured",
            "category": "sleep",
            "tag": "rest",
            "author": "ana-alonso",
            "comments-feed": "measured",
            "article-markdown": "measured",
            **{f"category-{name}": "sleep" for name in FEEDS.values()},
            **{f"tag-{name}": "rest" for name in FEEDS.values()},
            **{f"author-{name}": "ana-alonso" for name in FEEDS.values()},
            "team": "sleep-team",
            "faq": faq.slug,
            "page": Article.objects.filter(kind="page")[0].slug,
        },
        "pk": {"permalink": comment.pk, "comment-report": comment.pk},
        "token": {
            "preview": preview_path(revision, now=NOW).split("/")[2],
            "shared": _share(revision),
            "status": status_path(pending).split("/")[3],
            "confirm": confirm_path(pending, now=NOW).split("/")[3],
            "unsubscribe": unsubscribe_path(pending, now=NOW).split("/")[3],
            **dict.fromkeys(("my-data", "download"), _data_of(comment.author_email)),
        },
        "section": {"django.contrib.sitemaps.views.sitemap": "articles"},
        "name": {"media": rendition},
    }
    found = {}
    for name, route in patterns():
        if name in BUDGETS["elsewhere"]:
            continue
        path = f"/{route}"
        for parameter, by_name in samples.items():
            path = re.sub(rf"<(?:\w+:)?{parameter}>", str(by_name.get(name, "")), path)
        if name in {"search", "suggestions"}:
            path += "?q=text"
        assert client.get(path).status_code in {200, 302}, path
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        found[name] = len(queries)
    return found


def _share(revision: Revision) -> str:
    """The secret of a link to a revision."""
    issued = sharing.issue(revision, name="Ida", by=people.editor(), now=NOW)
    return issued.url.split("/")[-2]


def _data_of(email: str) -> str:
    """The token of a link to what is held about an address."""
    asked = DataRequest.objects.create(email=email, at=timezone.now())
    return asking.path_of(asked).split("/")[-2]


def test_every_public_address_has_a_budget() -> None:
    named = {name for name, _route in patterns()}
    assert named == BUDGETS["queries"].keys() | BUDGETS["elsewhere"].keys()


def test_pages_keep_their_budgets_and_do_not_grow(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW + HOUR, tick=False)
    numbers = count(1)
    pages.live(title="Contact", slug="contact")
    fill(numbers)
    discuss(write_the_article(numbers))
    before = measured(client)
    over = {name: n for name, n in before.items() if n > BUDGETS["queries"][name]}
    assert over == {}, "These pages take more queries than budgets.toml allows"
    fill(numbers)
    discuss(write_the_article(numbers))
    after = measured(client)
    grown = {name: (before[name], n) for name, n in after.items() if n > before[name]}
    assert grown == {}, "These pages take more queries when there is twice as much to show"
