"""A post is a handful of statements, and other writers wait for few of them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import articles, comments
from tests.comments.posting_form import send

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP2")]

# What is known of article and writer; the counters, which lock the discussion and number the
# comment, a look for the same text, the comment, the decision with the purge of the pages that show
# it (PostgreSQL takes these three in one), or a look for the task of the mail, and the task.
STATEMENTS = {"all": 6, "first": 7, "none": 6}


# Where only trusted readers publish at once, the mail that asks to confirm the address is one more.
@pytest.mark.parametrize("mode", STATEMENTS)
def test_a_post_takes_a_handful_of_statements(mode: str, settings: Any) -> None:
    settings.COMMENTS_MODERATION = mode
    article = articles.live()
    comments.posted(article)
    with CaptureQueriesContext(connection) as asked:
        assert send(article).status_code == 303
    verbs = [query["sql"].split()[0] for query in asked.captured_queries]
    assert verbs[0] == "SELECT"
    statements = [verb for verb in verbs if verb in {"SELECT", "INSERT", "UPDATE", "WITH"}]
    assert len(statements) <= STATEMENTS[mode]


@pytest.mark.row("CP9")
@pytest.mark.sqlite  # It reads the plans of SQLite.
def test_no_question_of_a_post_goes_through_all_that_is_published() -> None:
    article = articles.live()
    comments.published(article, body="See https://known.example")
    with CaptureQueriesContext(connection) as asked:
        send(article, body="See https://known.example and https://new.example")
    questions = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert any("comments_linkedhost" in question for question in questions)
    for question in questions:
        steps = plan_of(question)
        assert not any("SCAN comments_" in step for step in steps), (question, steps)
        assert not any("(state=?)" in step for step in steps), (question, steps)


def plan_of(question: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {question}")
        return [row[3] for row in cursor.fetchall()]
