"""A post is a handful of statements, and other writers wait for few of them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import articles, comments
from tests.comments.posting_form import send

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP2")]

# The article, what is known of the writer; the lock, a look for the same text, the comment, its
# place, the counters, the decision with the purge of the pages that show it, or the mail.
STATEMENTS = 9


# Where only trusted readers publish at once, the mail that asks to confirm the address is one more.
@pytest.mark.parametrize(("mode", "more"), [("all", 0), ("none", 0), ("first", 1)])
def test_a_post_takes_a_handful_of_statements(mode: str, more: int, settings: Any) -> None:
    settings.COMMENTS_MODERATION = mode
    article = articles.live()
    comments.posted(article)
    with CaptureQueriesContext(connection) as asked:
        assert send(article).status_code == 303
    verbs = [query["sql"].split()[0] for query in asked.captured_queries]
    assert verbs[0] == "SELECT"
    statements = [verb for verb in verbs if verb in {"SELECT", "INSERT", "UPDATE"}]
    assert len(statements) <= STATEMENTS + more
