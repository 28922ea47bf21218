"""Answering a comment: which one, by which link, and where the answer stands."""

from itertools import pairwise

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Comment
from tests.builders import articles, comments
from tests.comments.posting_form import send
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db


def read(article: Article, query: str = "") -> Element:
    return page(Client().get(f"{article.desk_path}{query}"))


def form_of(whole: Element) -> Element:
    return whole.one("section", id="leave-a-comment")


@pytest.mark.row("CP5")
@pytest.mark.usefixtures("publish_at_once")
def test_a_reply_stands_below_the_comment_that_it_answers() -> None:
    article = articles.live()
    first = comments.published(article)
    send(article, parent=str(first.pk))
    reply = Comment.objects.get(parent=first)
    thread = read(article).one("ol", class_="thread")
    answered = thread.children("li")[0]
    assert [li["id"] for li in thread.children("li")] == [first.anchor]
    assert [li["id"] for li in answered.children("ol")[0].children("li")] == [reply.anchor]


@pytest.mark.row("CP5")
def test_a_reply_to_a_reply_is_kept_true_however_deep_it_is() -> None:
    article = articles.live()
    chain = [comments.published(article, name="Reader 0")]
    for number in range(1, 12):
        answer = comments.published(article, name=f"Reader {number}", parent=chain[-1])
        chain.append(answer)
    for above, below in pairwise(chain):
        below.refresh_from_db()
        assert (below.parent_id, below.thread_id) == (above.pk, chain[0].pk)
    shown = [li["id"] for li in read(article).one("ol", class_="thread").all("li")]
    assert shown == [comment.anchor for comment in chain]


@pytest.mark.row("CP5")
@pytest.mark.row("X2")
def test_threads_are_nested_three_deep_and_flat_below() -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    second = comments.published(article, name="Ben", parent=first)
    third = comments.published(article, name="Cleo", parent=second)
    fourth = comments.published(article, name="Dan", parent=third)
    thread = read(article).one("ol", class_="thread")
    level_2 = thread.children("li")[0].children("ol")[0]
    level_3 = level_2.children("li")[0].children("ol")[0]
    assert [li["id"] for li in level_2.children("li")] == [second.anchor]
    assert [li["id"] for li in level_3.children("li")] == [third.anchor, fourth.anchor]
    assert level_3.all("ol") == []


@pytest.mark.row("X2")
def test_the_thread_can_be_walked_by_headings_and_list_items() -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    comments.published(article, name="Ben", parent=first)
    section = read(article).one("section", id="comments")
    assert section.one("h2", id=section["aria-labelledby"]).text == "2 comments"
    assert [heading.text for heading in section.all("h3")] == ["Ada", "Ben"]
    links = [link.text for link in section.all("a") if "?reply=" in (link["href"] or "")]
    assert links == ["Reply to Ada", "Reply to Ben"]


@pytest.mark.row("CP5")
@pytest.mark.row("R9")
def test_the_reply_link_leads_to_a_form_for_that_comment() -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    link = read(article).one("li", id=first.anchor).one(class_="comment").children("a")[0]
    assert link["href"] == f"?reply={first.pk}#leave-a-comment"
    form = form_of(page(Client().get(article.desk_path + link["href"])))
    assert form.one("h2").text == "Reply to Ada"
    assert form.one("input", name="parent")["value"] == str(first.pk)
    assert form.one("a", href=f"{article.desk_path}#leave-a-comment").text


@pytest.mark.row("CP2")
@pytest.mark.row("CP5")
def test_a_reply_with_mistakes_is_still_a_reply() -> None:
    article = articles.live()
    first = comments.published(article, name="Ada")
    form = form_of(page(send(article, parent=str(first.pk), name="")))
    assert form.one("h2", id="leave-a-comment-heading").text == "Reply to Ada"
    assert form.one("input", name="parent")["value"] == str(first.pk)


def strange_parents() -> list[Comment]:
    """Comments that nobody can answer on the article "Sleeping better"."""
    article = articles.live()
    holding_a_reply = comments.published(article)
    comments.published(article, parent=holding_a_reply)
    comments.moderation.remove(
        holding_a_reply, by=comments.people.moderator(), now=holding_a_reply.created_at
    )
    return [
        comments.pending(article),
        comments.rejected(article),
        comments.spam(article),
        comments.removed(article),
        holding_a_reply,
        comments.published(articles.live(title="Naps")),
    ]


@pytest.mark.row("CP5")
@pytest.mark.parametrize("number", range(6))
def test_only_a_public_comment_of_the_same_article_can_be_answered(number: int) -> None:
    parent = strange_parents()[number]
    article = Article.objects.get(title="Sleeping better")
    before = Comment.objects.count()
    response = send(article, parent=str(parent.pk), body="My answer to that.")
    assert (response.status_code, Comment.objects.count()) == (422, before)
    whole = page(response)
    assert "no longer here" in whole.one(class_="error-summary").text
    assert whole.one("textarea", name="body").text == "My answer to that."


@pytest.mark.row("CP2")
@pytest.mark.row("CP5")
def test_what_cannot_be_an_answer_any_more_can_be_posted_on_its_own() -> None:
    article = articles.live()
    gone = comments.removed(article)
    form = form_of(page(send(article, parent=str(gone.pk))))
    parent = form.one("input", name="parent")["value"] or ""
    assert send(article, parent=parent).status_code == 303
    assert Comment.objects.latest("pk").parent is None


FORGED = ["abc", "0", "-1", "1.0", "1e3", " 1", "٣", "²", "9" * 18, "9" * 25, "9" * 5000]


@pytest.mark.row("CP5")
@pytest.mark.parametrize("parent", FORGED, ids=[f"{p[:8]!a}-{len(p)}" for p in FORGED])
def test_a_forged_parent_is_refused_and_the_text_kept(parent: str) -> None:
    article = articles.live()
    response = send(article, parent=parent, body="My answer to that.")
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    whole = page(response)
    assert whole.one(class_="error-summary").all("li")
    assert whole.one("textarea", name="body").text == "My answer to that."


@pytest.mark.parametrize("reply", ["", *FORGED])
def test_a_link_to_answer_nothing_shows_the_ordinary_form(reply: str) -> None:
    article = articles.live()
    form = form_of(page(Client().get(article.desk_path, {"reply": reply})))
    assert form.one("h2").text == "Leave a Comment"
    assert form.one("input", name="parent")["value"] is None


@pytest.mark.parametrize("number", range(6))
def test_a_link_to_answer_a_hidden_comment_shows_the_ordinary_form(number: int) -> None:
    parent = strange_parents()[number]
    article = Article.objects.get(title="Sleeping better")
    form = form_of(read(article, f"?reply={parent.pk}"))
    assert form.one("h2").text == "Leave a Comment"
    assert form.one("input", name="parent")["value"] is None
