"""A decision about many comments is what it is about each, in as many statements as about few."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from comments import moderation, together
from comments.models import Comment, Discussion, Lesson, ProvedAddress, State, Token
from site_config.kit.pagecache.models import Purge
from tests.builders import NOW, articles, comments, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM10")]

BODY = "Buy now at https://pills.example"
WISHES = {"tells_decision": True, "tells_replies": True}


def spam(article: Article, number: int, **more: Any) -> Comment:
    email = f"{number}@spam.example"
    return comments.pending(article, body=BODY, email=email, proved=email, **WISHES, **more)


def same_for_all(article: Article) -> list[Comment]:
    """An answer to a comment, two of one reader, and one that is decided about already."""
    first = comments.published(article, name="Ben")
    answers = [spam(article, number, parent=first) for number in range(2)]
    return [*answers, comments.rejected(article, email="0@spam.example", proved="0@spam.example")]


def found() -> dict[str, Any]:
    """All that a decision leaves behind, without the numbers of rows."""
    decisions = Comment.objects.order_by("pk").values_list(
        *("state", "shown", "published_at", "decisions__from_state", "decisions__to_state"),
        *("decisions__note", "decisions__by_name", "decisions__undone", "open_reports"),
    )
    mailed = DBTaskResult.objects.filter(task_path__startswith="comments.letters")
    return {
        "decisions": sorted(map(str, decisions)),
        "counters": list(Discussion.objects.values_list("published_count", "pending_count")),
        "words": sorted(Token.objects.exclude(good=0, spam=0).values_list("word", "good", "spam")),
        "lessons": sorted(Lesson.objects.values_list("comment", "is_spam")),
        "trusted": sorted(ProvedAddress.objects.values_list("email", "trusted_until")),
        "mailed": sorted(number for task in mailed for number in _numbers_of(task)),
        "purged": {key for purge in Purge.objects.all() for key in purge.keys},
    }


def _numbers_of(task: DBTaskResult) -> list[int]:
    [numbers] = task.args_kwargs["args"]
    return numbers if isinstance(numbers, list) else [numbers]


def forget_decisions() -> None:
    Purge.objects.all().delete()
    DBTaskResult.objects.all().delete()


@pytest.mark.parametrize("to", [State.PUBLISHED, State.SPAM])
def test_many_leave_behind_what_each_would(to: State, settings: Any) -> None:
    settings.COMMENTS_TRUST_AFTER = 1
    chosen, by = same_for_all(articles.live()), people.moderator()
    forget_decisions()
    assert together.decide(chosen, to, by=by, now=NOW).done == len(chosen)
    decided = found()
    assert together.undo(read_again(chosen), by=by, now=NOW).done == len(chosen)
    undone = found()
    # The other way, from the same beginning.
    _back_to_the_beginning(chosen)
    forget_decisions()
    verb = moderation.approve if to == State.PUBLISHED else moderation.mark_spam
    for comment in chosen:
        verb(comment, by=by, now=NOW)
    assert found() == decided
    for comment in chosen:
        moderation.undo(comment, by=by, now=NOW)
    assert found() == undone


def read_again(chosen: list[Comment]) -> list[Comment]:
    return list(Comment.objects.filter(pk__in=[each.pk for each in chosen]).order_by("pk"))


def _back_to_the_beginning(chosen: list[Comment]) -> None:
    """Forget what was decided and undone just now."""
    for comment in chosen:
        last = comment.decisions.order_by("-pk").values("pk")[:2]
        comment.decisions.filter(pk__in=[each["pk"] for each in last]).delete()
    Comment.objects.filter(pk__in=[each.pk for each in chosen]).update(published_at=None)
    Token.objects.filter(good=0, spam=0).delete()


def test_what_was_decided_meanwhile_is_told_and_the_rest_is_done(moderator: User) -> None:
    article = articles.live()
    first, second = (spam(article, number) for number in range(2))
    moderation.reject(Comment.objects.get(pk=first.pk), by=people.moderator("mo"), now=NOW)
    done, [refused] = together.decide([first, second], State.SPAM, by=moderator, now=NOW)
    assert done == 1
    assert "mo has decided meanwhile" in refused.message
    assert [each.state for each in read_again([first, second])] == [State.REJECTED, State.SPAM]


@pytest.fixture
def moderator() -> User:
    return people.moderator()


def statements(chosen: list[Comment], by: User) -> list[int]:
    """How many it takes to decide, and to take that back."""
    with CaptureQueriesContext(connection) as deciding:
        together.decide(chosen, State.SPAM, by=by, now=NOW)
    again = read_again(chosen)
    with CaptureQueriesContext(connection) as undoing:
        together.undo(again, by=by, now=NOW)
    return [len(deciding), len(undoing)]


def test_many_take_as_many_statements_as_few(moderator: User) -> None:
    live = [articles.live(title=f"Honey {number}") for number in range(2)]
    together.decide([spam(live[0], 0)], State.SPAM, by=moderator, now=NOW)  # The first lesson.
    few = [spam(live[number % 2], number) for number in range(1, 3)]
    many = [spam(live[number % 2], number) for number in range(10, 30)]
    assert statements(many, moderator) <= statements(few, moderator)
