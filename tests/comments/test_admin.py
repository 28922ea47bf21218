"""The moderation queue in Django's admin: who may see it, what is decided there, and how."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.admin import searching
from comments.admin.comments import CommentAdmin
from comments.models import Comment, Decision, Mode, RejectionReason, State
from comments.posting import discussion_of
from site_config.kit import long_lists
from tests.builders import MINUTE, NOW, articles, comments, labels, people
from tests.comments.posting_form import signed_in
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/comment/"
DISCUSSIONS = "/admin/comments/discussion/"
OUTSIDERS = ["writer", "editor", "reviewer"]


def change_page(comment: Comment) -> str:
    return reverse("admin:comments_comment_change", args=[comment.pk])


def decide(client: Client, comment: Comment, **fields: str):
    return client.post(reverse("admin:comments_comment_decide", args=[comment.pk]), fields)


def bulk(client: Client, action: str, *chosen: Comment, **fields: str):
    """Tick comments in the list of all comments and take an action."""
    ticked = {"action": f"{action}_selected", "_selected_action": [c.pk for c in chosen]}
    return client.post(f"{QUEUE}?state=all", {**ticked, **fields}, follow=True)


def listed(client: Client, query: str = "") -> list[str]:
    """The names in the list, in its order."""
    whole = page(client.get(f"{QUEUE}{query}"))
    return [card.one("h2").text for card in whole.all("article", class_="queue-card")]


def messages(response) -> list[str]:
    return [item.text for each in page(response).all("ul", class_="messagelist")
            for item in each.all("li")]  # fmt: skip


@pytest.mark.row("CM8")
def test_the_queue_begins_with_what_waits() -> None:
    article = articles.live()
    comments.published(article, name="Ada")
    comments.pending(article, name="Ben")
    comments.spam(article, name="Cleo")
    client = signed_in(people.moderator())
    assert listed(client) == ["Ben"]
    assert listed(client, "?state=spam") == ["Cleo"]
    assert sorted(listed(client, "?state=all")) == ["Ada", "Ben", "Cleo"]
    assert listed(client, "?state=nonsense") == []


@pytest.mark.row("CM7")
def test_the_queue_says_why_a_comment_waits() -> None:
    body = "https://a.example https://b.example"
    comments.posted(articles.live(), body=body)
    text = page(signed_in(people.moderator()).get(QUEUE)).one("tbody").text
    assert "It contains 2 links." in text
    assert body in text


def test_the_queue_can_be_searched_by_text_name_address_and_article() -> None:
    comments.pending(articles.live(), name="Ada", email="ada@reader.example", body="Honey helps.")
    comments.pending(articles.live(title="Naps"), name="Ben")
    client = signed_in(people.moderator())
    for words in ("honey", "Ada", "ada@reader", "Sleeping"):
        assert listed(client, f"?q={words}") == ["Ada"]


@pytest.mark.row("CM16")
def test_the_queue_asks_the_same_number_of_questions_however_long_it_is(
    django_assert_num_queries,
) -> None:
    article = articles.live()
    client = signed_in(people.moderator())
    comments.pending(article)
    with django_assert_num_queries(20, exact=False) as short:
        client.get(QUEUE)
    for number in range(12):
        comments.pending(articles.live(title=f"Article {number}"))
    with django_assert_num_queries(len(short)):
        client.get(QUEUE)


QUEUE_PAGES = [
    "",
    "?state=all",
    "?state=spam",
    "?state=all&created_at__gte=2020-01-01+00:00:00%2B00:00",
    "?o=1",
    "?state=all&o=-1",
    "?p=2&state=all",
    "?q=honey",
    "?state=all&q=honey",
    "?state=all&q=kim@reader.example",
    "?state=reported",
    "?reason=links",
    "?article={article}",
    "?discussion__article__category__id__exact={category}",
    "?cluster=host:spam.example",
    "?q=spam.example",
    "?_facets=True",
]


def plan_of(sql: str) -> list[str]:
    """The steps in which SQLite looks for what a query asks for."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.row("CM16")
@pytest.mark.row("U2")
@pytest.mark.sqlite  # It reads the plans of SQLite.
@pytest.mark.parametrize(
    "address",
    [*(f"{QUEUE}{query}" for query in QUEUE_PAGES), *(f"{DISCUSSIONS}{query}" for query in
     ("", "?mode=open", "?q=sleep", "?p=2"))],
)  # fmt: skip
def test_no_list_reads_or_sorts_or_counts_a_table_to_its_end(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching.NewestFirstAdmin, "list_per_page", 1)
    for number in range(3):
        article = articles.live(title=f"Sleep {number}", category=labels.category(f"{number}"))
        comments.pending(article, body="Honey helps. https://spam.example")
        comments.spam(articles.live(title=f"Naps {number}"), body="Honey helps.")
    Comment.objects.update(open_reports=1)
    client = signed_in(people.moderator())
    address = address.format(article=article.pk, category=article.category_id)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in queries if 'FROM "comments_' in query["sql"]]
    assert 2 <= len(asked) <= 8
    for sql in asked:
        # A page has a known number of rows, which are named one by one.
        assert "LIMIT" in sql or 'WHERE "comments_comment"."id" IN (' in sql
        steps = plan_of(sql)
        scanned = any(step.startswith("SCAN comments_") for step in steps)
        assert not scanned or "USE TEMP B-TREE FOR ORDER BY" not in steps, steps


@pytest.mark.row("CM16")
@pytest.mark.sqlite  # It reads the plans of SQLite.
def test_what_cards_tell_of_other_comments_is_counted_without_reading_them() -> None:
    comments.pending(articles.live(), network="n" * 32)
    client = signed_in(people.moderator())
    with CaptureQueriesContext(connection) as queries:
        client.get(QUEUE)
    steps = [
        step
        for query in queries
        if "COUNT(*) FROM (SELECT U0" in query["sql"]
        for step in plan_of(query["sql"])
        if step.startswith("SEARCH U0")
    ]
    # Few wait, and an address has one standing: those rows may be read.
    known = ("USING COVERING INDEX", "comment_network_waits", "provedaddress")
    assert len(steps) == 6
    assert all(any(name in step for name in known) for step in steps), steps


@pytest.mark.row("CM16")
def test_a_long_list_is_counted_up_to_its_limit_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _lead_to(monkeypatch, 3)
    monkeypatch.setattr(CommentAdmin, "list_per_page", 2)
    article = articles.live()
    for _ in range(2):
        comments.pending(article)
    client = signed_in(people.moderator())
    assert "The list ends" not in client.get(QUEUE).content.decode()
    for _ in range(2):
        comments.pending(article)
    first, second = page(client.get(QUEUE)), page(client.get(f"{QUEUE}?p=2"))
    assert "The list ends after 3. Filter it to find others." in first.text
    assert [len(each.all("article", class_="queue-card")) for each in (first, second)] == [2, 1]


@pytest.mark.row("CM16")
def test_a_search_looks_through_the_newest_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    _lead_to(monkeypatch, 2)
    article = articles.live()
    for number, name in enumerate(["Ada", "Ben", "Cleo"]):
        comments.pending(article, name=name, body=f"Honey {number}.", now=NOW + number * MINUTE)
    comments.published(article, body="Tea.", now=NOW + 9 * MINUTE)
    client = signed_in(people.moderator())
    assert listed(client, "?q=honey") == ["Cleo", "Ben"]


@pytest.mark.row("CM16")
def test_a_whole_address_finds_all_of_its_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    _lead_to(monkeypatch, 2)
    article = articles.live()
    comments.published(article, name="Ada", email="Ada@Reader.example")
    comments.spam(article, name="Ada A.", email="ada@reader.example")
    for _ in range(3):
        comments.published(article)
    client = signed_in(people.moderator())
    assert sorted(listed(client, "?state=all&q=ADA@reader.example")) == ["Ada", "Ada A."]
    assert listed(client, "?state=spam&q=ada@reader.example") == ["Ada A."]


@pytest.mark.row("CM8")
def test_a_decision_about_very_many_is_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.admin.deciding.DECIDED_AT_ONCE", 2)
    article = articles.live()
    chosen = [comments.pending(article) for _ in range(3)]
    client = signed_in(people.moderator())
    said = messages(bulk(client, "approve", *chosen))
    assert said == [
        "Approve: 2 done.",
        "There are more. Take the same action again for the rest.",
    ]
    assert Comment.objects.published().count() == 2


@pytest.mark.row("CM8")
@pytest.mark.parametrize(
    ("action", "after"),
    [("approve", "published"), ("reject", "rejected"), ("spam", "spam"), ("remove", "removed")],
)
def test_many_comments_are_decided_about_at_once(action: str, after: str) -> None:
    article = articles.live()
    chosen, left = [comments.pending(article) for _ in range(3)], comments.pending(article)
    moderator = people.moderator()
    response = bulk(signed_in(moderator), action, *chosen)
    assert any("3 done" in message for message in messages(response))
    states = [Comment.objects.get(pk=comment.pk).state for comment in [*chosen, left]]
    assert states == [after] * 3 + ["pending"]
    assert Decision.objects.filter(by=moderator, to_state=after).count() == 3


@pytest.mark.row("CM8")
def test_what_does_not_fit_is_said_and_the_rest_is_done() -> None:
    article = articles.live()
    waits, done = comments.pending(article, name="Ada"), comments.published(article, name="Ben")
    said = messages(bulk(signed_in(people.moderator()), "approve", waits, done))
    assert any("Ben" in message for message in said)
    assert any("1 done" in message for message in said)
    waits.refresh_from_db()
    assert waits.state == State.PUBLISHED


@pytest.mark.row("CM8")
def test_the_list_rejects_with_the_reason_that_was_chosen() -> None:
    comment = comments.pending(articles.live())
    bulk(signed_in(people.moderator()), "reject", comment, reason="abuse")
    assert comment.decisions.get().reason == RejectionReason.ABUSE


def test_the_list_takes_no_action_for_a_reason_that_does_not_exist() -> None:
    comment = comments.pending(articles.live())
    bulk(signed_in(people.moderator()), "reject", comment, reason="nonsense")
    assert not comment.decisions.exists()


@pytest.mark.row("CM8")
@pytest.mark.parametrize(
    ("decision", "after"),
    [("approve", "published"), ("reject", "rejected"), ("spam", "spam"), ("remove", "removed")],
)
def test_one_comment_is_decided_about_on_its_page(decision: str, after: str) -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    response = decide(client, comment, decision=decision, reason="off_topic")
    assert response["Location"] == change_page(comment)
    comment.refresh_from_db()
    assert comment.state == after
    timeline = page(client.get(change_page(comment))).one("ol", class_="timeline")
    assert "moderator" in timeline.text
    if decision == "reject":
        assert comment.decisions.first().reason == RejectionReason.OFF_TOPIC
        assert str(RejectionReason.OFF_TOPIC.label) in timeline.text


@pytest.mark.row("CM8")
def test_a_decision_is_undone_on_the_page_of_the_comment() -> None:
    comment = comments.spam(articles.live())
    decide(signed_in(people.moderator()), comment, decision="undo")
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.parametrize("fields", [{}, {"decision": ""}, {"decision": "delete"}])
def test_an_unknown_decision_changes_nothing(fields: dict[str, str]) -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    decide(client, comment, **fields)
    comment.refresh_from_db()
    assert comment.state == State.PENDING
    assert messages(client.get(change_page(comment))) == ["Choose one of the decisions."]


def test_a_decision_about_nothing_is_not_found() -> None:
    client = signed_in(people.moderator())
    assert client.post("/admin/comments/comment/4711/decide/").status_code == 404


def test_the_page_of_a_comment_shows_it_whole_and_offers_every_decision() -> None:
    comment = comments.pending(articles.live(), body="One <b>paragraph</b>.\n\nAnother one.")
    whole = page(signed_in(people.moderator()).get(change_page(comment)))
    assert [p.text for p in whole.one(class_="field-whole_text").all("p")] == [
        "One <b>paragraph</b>.",
        "Another one.",
    ]
    buttons = [each["value"] for each in whole.all("button", name="decision")]
    assert buttons == ["approve", "reject", "spam", "remove", "undo"]
    assert comment.author_email in whole.text


@pytest.mark.row("CM14")
def test_nobody_rewrites_a_readers_words() -> None:
    comment = comments.pending(articles.live(), body="My own words.")
    client = signed_in(people.superuser())
    assert page(client.get(change_page(comment))).all("textarea") == []
    answer = client.post(change_page(comment), {"body": "Other words.", "state": "published"})
    assert answer.status_code == 403
    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{change_page(comment)}../delete/", {"post": "yes"}).status_code == 403
    comment.refresh_from_db()
    assert (comment.body, comment.state) == ("My own words.", State.PENDING)


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", OUTSIDERS)
def test_other_roles_neither_see_nor_decide(role: str) -> None:
    comment = comments.pending(articles.live())
    client = signed_in(getattr(people, role)())
    assert client.get(QUEUE).status_code == 403
    assert client.get(change_page(comment)).status_code == 403
    assert decide(client, comment, decision="approve").status_code == 403
    assert bulk(client, "approve", comment).status_code == 403
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.count()) == (State.PENDING, 0)


@pytest.mark.row("U5")
def test_who_may_only_see_comments_is_offered_no_decision() -> None:
    comment = comments.pending(articles.live())
    viewer = people.account("viewer")
    viewer.user_permissions.add(Permission.objects.get(codename="view_comment"))
    client = signed_in(viewer)
    assert page(client.get(QUEUE)).all("select", name="action") == []
    assert page(client.get(change_page(comment))).all("button", name="decision") == []
    assert decide(client, comment, decision="approve").status_code == 403
    bulk(client, "approve", comment)
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_asked_to_sign_in(method: str) -> None:
    comment = comments.pending(articles.live())
    address = reverse("admin:comments_comment_decide", args=[comment.pk])
    for each in (QUEUE, change_page(comment), address):
        response = getattr(Client(), method)(each, {"decision": "approve"})
        assert response["Location"].startswith("/admin/login/")
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.row("CM8")
def test_get_changes_nothing() -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    address = reverse("admin:comments_comment_decide", args=[comment.pk])
    assert client.get(address, {"decision": "approve"}).status_code == 405
    ticked = {"action": "approve_selected", "_selected_action": comment.pk}
    client.get(QUEUE, ticked)
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.count()) == (State.PENDING, 0)


@pytest.mark.row("O4")
def test_a_decision_without_a_token_is_refused() -> None:
    comment = comments.pending(articles.live())
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.moderator())
    assert decide(client, comment, decision="approve").status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.row("CP13")
def test_a_moderator_closes_a_discussion_in_the_admin() -> None:
    discussion = discussion_of(articles.live())
    client = signed_in(people.moderator())
    address = reverse("admin:comments_discussion_change", args=[discussion.pk])
    sent = {"mode": "read_only", "closes_at_0": "", "closes_at_1": "", "published_count": "99"}
    assert client.post(address, sent).status_code == 302
    discussion.refresh_from_db()
    assert (discussion.mode, discussion.published_count) == (Mode.READ_ONLY, 0)


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", OUTSIDERS)
def test_other_roles_cannot_close_a_discussion(role: str) -> None:
    discussion = discussion_of(articles.live())
    client = signed_in(getattr(people, role)())
    address = reverse("admin:comments_discussion_change", args=[discussion.pk])
    assert client.post(address, {"mode": "hidden"}).status_code == 403
    discussion.refresh_from_db()
    assert discussion.mode == Mode.OPEN


def _lead_to(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    for module in (long_lists, searching):
        monkeypatch.setattr(module, "LISTED", rows)
