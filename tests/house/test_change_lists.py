"""Every change list of the admin takes a constant number of queries and counts no whole table."""

from itertools import count

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from articles.models import Article
from tests.builders import articles, comments, faqs, images, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("U2"), pytest.mark.row("CM16")]

MOST_QUERIES = 12
# (table, reason): tables so short that counting them costs nothing.
SHORT = {"auth_group": "five roles"}


def fill(numbers: "count[int]") -> None:
    """Two more of everything that a list may show."""
    for _ in range(2):
        number = next(numbers)
        article = articles.live(
            title=f"Article {number}",
            category=labels.category(f"Category {number}"),
            tags=[labels.tag(f"Tag {number}")],
            authors=[people.author(f"Author {number}")],
            team=people.team(f"Team {number}"),
            by=people.writer(f"writer-{number}"),
        )
        faqs.live(question=f"Question {number}?")
        pages.live(title=f"Page {number}")
        images.image(title=f"Picture {number}")
        comments.published(article, email=f"{number}@reader.example")
        comments.pending(article, email=f"{number}@reader.example")


def lists() -> list[str]:
    found = []
    for model in admin.site._registry:
        try:
            found.append(
                reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            )
        except NoReverseMatch:
            continue
    assert len(found) > 8
    return found


def asked(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in queries]


def test_change_lists_do_not_grow(client: Client) -> None:
    numbers = count(1)
    client.force_login(people.superuser())
    fill(numbers)
    before = {address: asked(client, address) for address in lists()}
    fill(numbers)
    after = {address: asked(client, address) for address in lists()}
    grown = {a: len(q) for a, q in after.items() if len(q) > len(before[a])}
    assert grown == {}, "These lists take more queries when there is more to show"
    dear = {a: len(q) for a, q in after.items() if len(q) > MOST_QUERIES}
    assert dear == {}
    assert Article.objects.count() == 12


def test_change_lists_count_no_whole_table(client: Client) -> None:
    client.force_login(people.superuser())
    fill(count(1))
    for address in lists():
        unbounded = [
            sql
            for sql in asked(client, address)
            if "COUNT(" in sql and "LIMIT" not in sql and not any(name in sql for name in SHORT)
        ]
        assert unbounded == [], address
