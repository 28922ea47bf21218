"""The cards of the queue, what is decided on them, and what waits together."""

import json

import pytest
from django.test import Client

from comments import clusters, moderation, reports
from comments.models import Comment, Decision, Report, State
from tests.builders import DAY, HOUR, NOW, articles, comments, labels, people
from tests.comments.posting_form import signed_in
from tests.support.reading import Element, read

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/comment/"


def card_of(client: Client, comment: Comment, query: str = "") -> Element:
    return read(client.get(f"{QUEUE}{query}")).one("article", id=comment.anchor)


def listed(client: Client, query: str) -> list[str]:
    cards = read(client.get(f"{QUEUE}{query}")).all("article", class_="queue-card")
    return [card.one("h2").text for card in cards]


@pytest.mark.row("CM8")
def test_a_card_tells_what_became_of_the_writers_other_comments() -> None:
    article = articles.live(title="Naps", category=labels.category("Rest"))
    comments.published(article, email="Ada@reader.example", now=NOW)
    comments.rejected(article, email="ada@reader.example", now=NOW + DAY)
    waits = comments.pending(article, email="ada@reader.example")
    new = comments.pending(article, email="new@reader.example")
    client = signed_in(people.moderator())
    text = card_of(client, waits).text
    assert f"1 published, 1 rejected, since {NOW:%B %Y}" in text
    assert "Naps · Rest" in text
    assert "nothing decided before" in card_of(client, new).text


@pytest.mark.row("CM7")
def test_a_card_marks_what_was_matched_and_names_what_is_answered() -> None:
    article = articles.live()
    first = comments.published(article, name="Ben", body="Is honey safe?")
    body = "<b>Yes</b>: https://a.example & https://b.example"
    answer = comments.pending(article, parent=first, body=body)
    card = card_of(signed_in(people.moderator()), answer)
    assert "Answers Ben: Is honey safe?" in card.one("blockquote").text
    text = card.one(class_="queue-text")
    assert text.text == body
    assert [mark.text for mark in text.all("mark")] == ["https://a.example", "https://b.example"]
    assert "It contains 2 links." in card.one("ul", class_="queue-reasons").text


@pytest.mark.row("U7")
def test_a_long_comment_is_clamped_and_no_word_is_lost() -> None:
    body = " ".join(f"word{number}" for number in range(400))
    card = card_of(signed_in(people.moderator()), comments.pending(articles.live(), body=body))
    beginning, rest = card.all(class_="queue-text")
    assert len(beginning.text) <= 600
    assert f"{beginning.text} {rest.text.strip()}" == body
    assert rest.text.strip() in card.one("details", class_="queue-rest").text


@pytest.mark.row("CM11")
def test_reported_comments_reach_the_queue_most_reported_first() -> None:
    article = articles.live()
    once, twice = comments.published(article, name="Ada"), comments.published(article, name="Ben")
    comments.published(article, name="Cleo")
    for number, comment in enumerate([once, twice, twice]):
        Report.objects.create(comment=comment, sort="harm", reporter=f"{number}", at=NOW)
        Comment.objects.filter(pk=comment.pk).update(open_reports=max(1, number))
    client = signed_in(people.moderator())
    assert listed(client, "?state=reported") == ["Ben", "Ada"]
    assert "Reported: It gives advice that could harm." in card_of(client, once, "?state=all").text


@pytest.mark.row("CM7")
def test_the_queue_is_filtered_by_reason_article_and_category() -> None:
    rest = articles.live(title="Naps", category=labels.category("Rest"))
    food = articles.live(title="Honey", category=labels.category("Food"))
    comments.pending(rest, name="Ada", body='https://a.example https://b.example "clue": "words"')
    comments.pending(food, name="Ben", body="Call me at 020 7946 0000.")
    client = signed_in(people.moderator())
    assert listed(client, "?reason=links") == ["Ada"]
    assert listed(client, "?reason=personal") == ["Ben"]
    assert listed(client, "?reason=words") == []
    assert listed(client, f"?article={food.pk}") == ["Ben"]
    category = "discussion__article__category__id__exact"
    assert listed(client, f"?{category}={rest.category_id}&reason=links") == ["Ada"]


@pytest.mark.row("Q6")
def test_a_host_finds_all_that_lead_there() -> None:
    article = articles.live()
    comments.pending(article, name="Ada", website="https://blog.example/about")
    comments.pending(article, name="Ben", body="See https://www.blog.example/story here.")
    comments.pending(article, name="Cleo", body="Nothing to see.")
    client = signed_in(people.moderator())
    for term in ("blog.example", "https://blog.example/story"):
        assert sorted(listed(client, f"?q={term}")) == ["Ada", "Ben"]


@pytest.mark.row("CM12")
def test_a_card_offers_the_bans_that_have_something_to_name() -> None:
    article = articles.live()
    plain = comments.pending(article)
    leads = comments.pending(article, body="See https://pills.example now.", network="n" * 32)
    queue = read(signed_in(people.moderator()).get(QUEUE))

    def offered(comment: Comment) -> list[str]:
        links = queue.one("article", id=comment.anchor).all("a")
        return [link.text for link in links if "/ban/add/" in link["href"]]

    assert offered(plain) == ["Ban: E-mail address"]
    assert offered(leads) == ["Ban: E-mail address", "Ban: Network", "Ban: Website"]


@pytest.mark.parametrize(
    "query",
    [
        *("cluster=", "cluster=host", "cluster=nonsense:1", "cluster=host:%00", "reason=%27"),
        *("article=x", "article=99999999999999999999", "article=%00", "q=%00", "seen=x&from=%0d"),
    ],
)
def test_forged_filters_are_answered(query: str) -> None:
    comments.pending(articles.live())
    client = signed_in(people.moderator())
    assert client.get(f"{QUEUE}?{query}").status_code in {200, 302, 400}


@pytest.mark.row("CM8")
@pytest.mark.row("CM9")
def test_what_somebody_else_decided_meanwhile_is_not_decided_again() -> None:
    comment = comments.pending(articles.live(), name="Zoe")
    moderation.reject(comment, by=people.moderator("mo"), now=NOW)
    client = signed_in(people.moderator())
    answer = client.post(
        f"{QUEUE}{comment.pk}/decide/?seen=pending",
        {"decision": "approve"},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 409
    said = json.loads(answer.content)
    assert said["message"] == "mo has decided meanwhile: the comment of Zoe is “Rejected” now."
    assert (said["state"], said["label"]) == ("rejected", "Rejected")
    comment.refresh_from_db()
    assert comment.state == State.REJECTED


@pytest.mark.row("CM8")
def test_undo_takes_back_no_decision_of_somebody_else() -> None:
    comment = comments.pending(articles.live())
    moderation.approve(comment, by=people.moderator(), now=NOW)
    moderation.mark_spam(comment, by=people.moderator("mo"), now=NOW + HOUR)
    client = signed_in(people.moderator())
    client.post(f"{QUEUE}{comment.pk}/decide/?seen=published", {"decision": "undo"})
    comment.refresh_from_db()
    assert comment.state == State.SPAM


@pytest.mark.row("CM8")
def test_without_the_script_a_card_leads_back_to_its_list() -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    card = card_of(client, comment, "?state=pending&q=reader")
    button = next(each for each in card.all("button", name="rejection") if each["value"] == "abuse")
    answer = client.post(button["formaction"], {"rejection": "abuse", "reason": "other"})
    assert answer["Location"] == f"{QUEUE}?state=pending&q=reader"
    assert comment.decisions.get().reason == "abuse"


@pytest.mark.row("CM10")
def test_a_card_says_what_waits_with_it_and_one_decision_is_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "DECIDED_AT_ONCE", 2)
    article = articles.live()
    body, network = "Buy at https://pills.example now", "n" * 32
    spam = [
        comments.pending(article, body=body, email=f"{number}@spam.example", network=network)
        for number in range(3)
    ]
    decided = comments.spam(article, body=body, email="9@spam.example", network=network)
    other = comments.pending(article)
    client = signed_in(people.moderator())
    hints = card_of(client, spam[0]).all("li", class_="queue-cluster")
    links = [hint.one("a") for hint in hints]
    assert [link.text for link in links] == [
        "3 that wait have this text",
        "3 that wait come from this network",
        "3 that wait lead to pills.example",
    ]
    assert "that wait" not in card_of(client, other).text
    for link in links:
        assert len(listed(client, link["href"])) == 3
    together = read(client.get(f"{QUEUE}{links[2]['href']}")).one(
        "section", class_="queue-together"
    )
    [button] = [each for each in together.all("button") if each["value"] == "spam"]
    answer = client.post(button["formaction"], {"decision": "spam"}, follow=True)
    assert "Mark as spam: 2 done." in read(answer).text
    assert "1 comment is left." in read(answer).text
    client.post(button["formaction"], {"decision": "spam"})
    assert set(Comment.objects.pending()) == {other}
    notes = Decision.objects.filter(comment__in=spam).values_list("note", flat=True)
    assert list(notes) == ["Together with others of the same website"] * 3
    assert decided.decisions.count() == 1


@pytest.mark.row("CM10")
@pytest.mark.parametrize("query", ["", "?cluster=", "?cluster=host:", "?cluster=nonsense:1"])
def test_no_cluster_is_decided_about_by_mistake(query: str) -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    for decision in ("spam", "undo", "nonsense"):
        client.post(f"{QUEUE}cluster/{query}", {"decision": decision})
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.row("CM16")
@pytest.mark.row("CM10")
def test_a_burst_of_spam_takes_no_more_questions(django_assert_num_queries) -> None:
    article = articles.live()
    client = signed_in(people.moderator())

    def spam(times: int) -> None:
        for number in range(times):
            body, address = "See https://pills.example now", f"{number}-{times}@spam.example"
            comments.pending(article, body=body, email=address, network="n" * 32)

    spam(2)
    with django_assert_num_queries(12, exact=False) as few:
        client.get(QUEUE)
    spam(20)
    with django_assert_num_queries(len(few)):
        client.get(QUEUE)


@pytest.mark.row("CP16")
def test_a_published_comment_is_pinned_and_unpinned_from_its_card() -> None:
    article = articles.live()
    comment, waits = comments.published(article, name="Ada"), comments.pending(article)
    client = signed_in(people.moderator())
    assert "Pin on top" not in card_of(client, waits).text
    for step, is_pinned in (("Pin on top", True), ("Unpin", False)):
        [button] = [
            each
            for each in card_of(client, comment, "?state=published").all("button")
            if each.text == step
        ]
        answer = client.post(f"{button['formaction']}", {button["name"]: button["value"]})
        comment.refresh_from_db()
        assert (comment.pinned_at is not None) == is_pinned
        assert answer["Location"] == f"{QUEUE}?state=published"


@pytest.mark.row("CM11")
def test_reports_are_dismissed_from_the_card_and_the_comment_stays() -> None:
    comment = comments.published(articles.live(), name="Ada")
    complaint = reports.Complaint(Report.Sort.ABUSE, "", device="d", network="n")
    reports.report(comment, complaint, now=NOW)
    client = signed_in(people.moderator())
    assert "Dismiss reports" in card_of(client, comment, "?state=reported").text
    client.post(f"{QUEUE}{comment.pk}/attend/?from=state%3Dreported", {"step": "dismiss"})
    assert listed(client, "?state=reported") == []
    assert "Dismiss reports" not in card_of(client, comment, "?state=all").text
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


@pytest.mark.parametrize("step", ["", "nonsense", "pin", "unpin"])
def test_a_step_that_does_not_fit_is_answered_and_changes_nothing(step: str) -> None:
    comment = comments.pending(articles.live())
    client = signed_in(people.moderator())
    assert client.post(f"{QUEUE}{comment.pk}/attend/", {"step": step}).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.pinned_at) == (State.PENDING, None)


@pytest.mark.row("P1")
def test_only_who_may_erase_is_led_from_the_card_to_all_of_its_writer() -> None:
    comment = comments.pending(articles.live())
    address = f"/admin/comments/datarequest/erase/?comment={comment.pk}"
    cards = [
        card_of(signed_in(person), comment)
        for person in (people.moderator(), people.administrator())
    ]
    led = [[link for link in card.all("a") if link["href"] == address] for card in cards]
    assert [len(links) for links in led] == [0, 1]
