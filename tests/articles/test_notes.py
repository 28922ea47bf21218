"""Editorial notes: threads about a draft, at the desk alone."""

import pytest
from django.test import Client

from articles import notes
from articles.errors import EditorialRefusal, NotPermitted
from articles.models import Action, Article, EditorialNote
from tests.builders import HOUR, NOW, articles, faqs, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("E4")]


@pytest.fixture
def article() -> Article:
    return articles.draft(title="Sleep")


def note_on(article: Article, body: str = "Which dose?") -> EditorialNote:
    return notes.write(article, body, by=people.editor(), now=NOW)


def place(article: Article) -> str:
    return f"/admin/articles/{article.kind}/{article.pk}/notes/"


def test_a_thread_is_answered_resolved_and_opened_again(article: Article) -> None:
    note = note_on(article)
    answer = notes.answer(note, "Ten.", by=people.writer(), now=NOW)
    # An answer to an answer joins the same thread.
    notes.answer(answer, "Source?", by=people.reviewer(), now=NOW)
    assert [each.parent_id for each in article.notes.all()] == [None, note.pk, note.pk]
    assert notes.open_count(article) == 1
    notes.resolve(note, by=people.writer(), now=NOW + HOUR)
    note.refresh_from_db()
    assert (note.resolved_by_name, note.resolved_at) == ("writer", NOW + HOUR)
    assert notes.open_count(article) == 0
    notes.reopen(note, by=people.editor(), now=NOW + HOUR)
    assert notes.open_count(article) == 1
    actions = [entry.action for entry in article.history.order_by("pk")][1:]
    assert actions == [Action.NOTED] * 3 + [Action.NOTE_RESOLVED, Action.NOTED]


def test_a_note_remembers_the_revision_it_is_about(article: Article) -> None:
    note = note_on(article)
    articles.revise(article, body="<p>Another text.</p>")
    assert note.revision is not None
    assert note.revision.number == 1
    assert note_on(article, "And now?").revision.number == 2


def test_what_makes_no_sense_is_refused(article: Article) -> None:
    note = note_on(article)
    answer = notes.answer(note, "Ten.", by=people.writer(), now=NOW)
    with pytest.raises(EditorialRefusal, match="Write something"):
        notes.write(article, " \n ", by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal, match="too long"):
        notes.write(article, "x" * 5_001, by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal, match="is an answer"):
        notes.resolve(answer, by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal, match="open already"):
        notes.reopen(note, by=people.editor(), now=NOW)
    notes.resolve(note, by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal, match="editor has resolved"):
        notes.resolve(note, by=people.writer(), now=NOW)
    assert article.notes.count() == 2


def test_who_may_not_see_the_article_has_no_say(article: Article, client: Client) -> None:
    note = note_on(article)
    for verb in (
        lambda by: notes.write(article, "Hm.", by=by, now=NOW),
        lambda by: notes.answer(note, "Hm.", by=by, now=NOW),
        lambda by: notes.resolve(note, by=by, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            verb(people.moderator())
    client.force_login(people.moderator())
    assert client.get(place(article)).status_code == 404
    assert client.post(place(article), {"body": "Hm."}).status_code == 404
    assert article.notes.count() == 1


def test_the_page_takes_notes_and_answers(article: Article, client: Client) -> None:
    client.force_login(people.writer())
    assert client.post(place(article), {"body": "Is <b>this</b> right?"}).status_code == 302
    note = article.notes.get()
    assert client.post(place(article), {"thread": note.pk, "body": "No."}).status_code == 302
    page = client.get(place(article)).content.decode()
    assert "Is &lt;b&gt;this&lt;/b&gt; right?" in page
    assert '<span class="tab-count">1</span>' in page
    assert (
        '<span class="tab-count">1</span>'
        in client.get(place(article)[:-6] + "change/").content.decode()
    )
    turn = f"{place(article)}{note.pk}/resolve/"
    assert client.get(turn).status_code == 405
    assert notes.open_count(article) == 1
    client.post(turn)
    assert notes.open_count(article) == 0
    client.post(f"{place(article)}{note.pk}/reopen/")
    assert notes.open_count(article) == 1


def test_what_was_typed_comes_back_where_it_was_typed(article: Article, client: Client) -> None:
    note = note_on(article)
    client.force_login(people.writer())
    long = "word " * 1_100
    response = client.post(place(article), {"thread": note.pk, "body": long})
    assert response.status_code == 422
    thread, page = response.content.decode().split("A new note")
    assert long.strip() in thread
    assert long.strip() not in page
    other = note_on(faqs.draft(), "Elsewhere")
    response = client.post(place(article), {"thread": other.pk, "body": "Mine"})
    assert response.status_code == 422
    assert b"is gone" in response.content
    assert b"Mine" in response.content
    assert not other.answers.exists()
    client.post(f"{place(article)}{other.pk}/resolve/")
    other.refresh_from_db()
    assert other.resolved_at is None
