"""A reader's comment becomes the draft of a FAQ."""

import pytest

from articles.models import Faq, Kind, Stage
from comments import questions
from comments.errors import NotPermitted, WrongState
from tests.builders import NOW, articles, comments, people
from tests.comments.posting_form import signed_in
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("F5")]

BODY = "Thank you for this. How long should\na nap be? I work at night."


def test_a_comment_is_made_into_a_draft_that_asks_what_it_asks() -> None:
    comment = comments.published(articles.live(), name="Kim", body=BODY)
    administrator = people.administrator()
    question = questions.make_faq(comment, by=administrator, now=NOW)
    faq = Faq.objects.get(pk=question.faq_id)
    assert (faq.title, faq.body, faq.stage) == ("How long should a nap be?", "", Stage.DRAFT)
    assert (faq.slug, faq.created_by) == ("how-long-should-a-nap-be", administrator)
    note = faq.revisions.get().note
    assert "Kim" in note
    assert comment.get_absolute_url() in note


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Naps help", "Naps help"),
        ("Naps help. Do they? Really?", "Do they?"),
        ("...?! Well. So", "Well."),
        ("\n\n", ""),
        ("?", ""),
        ("Is 1.5 mg a\nlot? No.", "Is 1.5 mg a lot?"),
    ],
)
def test_the_question_is_the_first_sentence_that_asks_else_the_first(
    text: str, question: str
) -> None:
    assert questions.question_in(text) == question


def test_one_comment_makes_one_faq_and_one_that_says_nothing_makes_none() -> None:
    article = articles.live()
    by = people.administrator()
    comment = comments.pending(article, body="x" * 900)
    questions.make_faq(comment, by=by, now=NOW)
    for again in (comment, comments.pending(article, body="?!")):
        with pytest.raises(WrongState):
            questions.make_faq(again, by=by, now=NOW)
    assert [each.title for each in Faq.objects.filter(kind=Kind.FAQ)] == ["x" * 300]


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_it_takes_the_rights_to_moderate_and_to_write_faqs(role: str) -> None:
    comment = comments.pending(articles.live())
    with pytest.raises(NotPermitted):
        questions.make_faq(comment, by=getattr(people, role)(), now=NOW)


def test_the_card_offers_it_and_then_leads_to_the_faq() -> None:
    comment = comments.pending(articles.live(), body=BODY)
    queue = "/admin/comments/comment/"

    def buttons(role: str) -> list[str]:
        card = read(signed_in(getattr(people, role)()).get(queue)).one(id=comment.anchor)
        return [each["formaction"] for each in card.all("button") if not each["name"]]

    assert buttons("moderator") == []
    [address] = buttons("administrator")
    client = signed_in(people.administrator())
    made = client.post(address)
    faq = Faq.objects.get(kind=Kind.FAQ)
    assert made["Location"] == f"/admin/articles/faq/{faq.pk}/change/"
    card = read(client.get(queue)).one(id=comment.anchor)
    assert made["Location"] in card.links()
    assert buttons("administrator") == []
    again = client.post(address, follow=True)
    assert "There is a FAQ of this comment already" in read(again).text
