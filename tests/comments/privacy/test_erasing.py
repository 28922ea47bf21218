"""Erasing what is held about an address: what ties it to a person goes, the discussion stays."""

from typing import Any

import pytest
from django.core import serializers
from django.test import Client

from articles import reports
from articles.models import Article, ErrorReport
from comments import bans, moderation
from comments.errors import NotPermitted, WrongState
from comments.models import (
    Comment,
    Decision,
    Discussion,
    Edit,
    ImportedComment,
    Lesson,
    LinkedHost,
    MailRefusal,
    ProvedAddress,
    Report,
    State,
)
from comments.privacy import asking, erasing
from comments.status import status_path
from comments.wordpress import bring
from site_config.kit.outbox import letters
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, NOW, articles, comments, people
from tests.support.reading import read as page
from tests.support.wordpress_items import comment as record
from tests.support.wordpress_items import item

pytestmark = [pytest.mark.django_db, pytest.mark.row("P1")]

ADDRESS = "Zacharias@Reader.example"
NAME = "Zacharias"
WORDS = "Zebras slept here."
SITE = "https://zebra.example/"
MINE: dict[str, Any] = {"email": ADDRESS, "name": NAME, "website": SITE, "network": "n" * 32}


def erase(*, keep_words: bool = True, **more: Any) -> erasing.Erased:
    return erasing.erase(ADDRESS.lower(), keep_words=keep_words, **{"by": None, "now": NOW, **more})


def thread(article: Article) -> str:
    return page(Client().get(article.desk_path)).one("section", id="comments").text


def test_a_published_comment_stays_without_its_writer() -> None:
    article = articles.live()
    comment = comments.published(article, body=WORDS, **MINE)
    comments.published(article, parent=comment, name="Ada")
    assert erase() == erasing.Erased(comments=1, left=0)
    shown = thread(article)
    assert WORDS in shown
    assert "Erased reader" in shown
    assert NAME not in shown
    assert "2 comments" in shown
    comment.refresh_from_db()
    assert (comment.state, comment.erased_at) == (State.PUBLISHED, NOW)


def test_words_go_and_answers_keep_their_place() -> None:
    article = articles.live()
    answered = comments.published(article, body=WORDS, **MINE)
    comments.published(article, parent=answered, name="Ada")
    comments.published(article, **MINE)
    erase(keep_words=False)
    shown = page(Client().get(article.desk_path)).one("section", id="comments")
    assert WORDS not in shown.text
    assert "1 comment" in shown.one("h2", id="comments-heading").text
    # A placeholder with the answer below it; of the comment that nobody answered, nothing.
    assert len(shown.one("ol", class_="thread").children("li")) == 1
    assert "This comment was removed." in shown.text
    counted = Discussion.objects.get(article=article)
    assert (counted.published_count, counted.pending_count) == (1, 0)


def test_a_thread_of_one_writer_goes_as_a_whole() -> None:
    article = articles.live()
    parent = None
    for _ in range(3):
        parent = comments.published(article, parent=parent, **MINE)
    erase(keep_words=False)
    assert not Comment.objects.filter(shown=True).exists()
    assert "Nobody has written yet" in thread(article)


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "removed"])
@pytest.mark.parametrize("keep_words", [True, False])
def test_what_readers_do_not_see_loses_its_words_in_any_case(state: str, keep_words: bool) -> None:
    article = articles.live()
    comment = getattr(comments, state)(article, body=WORDS, **MINE)
    erase(keep_words=keep_words)
    comment.refresh_from_db()
    assert (comment.body, comment.html) == ("", "")
    assert comment.state == (State.REMOVED if state == "pending" else state)
    assert Discussion.objects.get().pending_count == 0


@pytest.mark.parametrize("keep_words", [True, False])
def test_nothing_that_names_the_writer_is_left_anywhere(keep_words: bool) -> None:
    article = articles.live()
    moderator = people.moderator()
    comment = comments.posted(article, body=WORDS, **MINE)
    moderation.approve(comment, by=moderator, now=NOW, note=f"I know {NAME}.")
    Edit.objects.create(comment=comment, body=f"{WORDS} Or not.", at=NOW, by_name=NAME)
    Decision.objects.create(comment=comment, to_state="published", at=NOW, by_name=NAME)
    ProvedAddress.objects.create(email=ADDRESS.lower(), proved_at=NOW)
    MailRefusal.objects.create(email=ADDRESS.lower(), at=NOW)
    letters.put(to=ADDRESS, subject=f"Dear {NAME}", text="Hello", now=NOW)
    message = reports.Message(ErrorReport.Sort.WRONG, "No.", email=ADDRESS, network="n" * 32)
    reports.report(article.pk, message, now=NOW)
    asking.ask(ADDRESS, network="n" * 32, now=NOW)
    erase(keep_words=keep_words)
    models = (Comment, Decision, Edit, Lesson, LinkedHost, Letter, ErrorReport)
    left = "".join(serializers.serialize("json", model._default_manager.all()) for model in models)
    for trace in (NAME, "zacharias", "zebra.example", "n" * 32, "Or not."):
        assert trace not in left
    assert not ProvedAddress.objects.exists()
    assert not MailRefusal.objects.exists()
    assert ErrorReport.objects.get().body == "No."
    comment.refresh_from_db()
    assert (comment.digest, comment.text_digest, comment.reasons) == ("", "", [])


def test_the_history_says_who_erased_and_nothing_can_be_undone() -> None:
    article = articles.live()
    comment = comments.published(article, **MINE)
    administrator = people.administrator()
    erase(keep_words=False, by=administrator)
    last = comment.decisions.all()[0]
    assert (last.by, last.from_state, last.note) == (administrator, "", "Erased")
    for verb in (moderation.approve, moderation.undo):
        with pytest.raises(WrongState):
            verb(comment, by=administrator, now=NOW)


def test_a_comment_that_keeps_its_words_can_still_be_taken_away() -> None:
    article = articles.live()
    comment = comments.published(article, **MINE)
    erase()
    moderation.remove(comment, by=people.moderator(), now=NOW)
    assert "Nobody has written yet" in thread(article)


def test_its_private_page_is_gone() -> None:
    comment = comments.published(articles.live(), **MINE)
    path = status_path(comment)
    erase()
    assert Client().get(path).status_code == 404


def test_a_ban_stays_and_so_do_others() -> None:
    article = articles.live()
    other = comments.published(article, email="other@reader.example", name="Ada")
    moderator = people.moderator()
    bans.ban("address", ADDRESS, reason="Ads", ends_at=None, by=moderator, now=NOW)
    erase()
    assert bans.of(email=ADDRESS.lower(), now=NOW) is not None
    assert Comment.objects.get(pk=other.pk).author_name == "Ada"


def test_reports_about_words_that_are_gone_are_settled() -> None:
    comment = comments.published(articles.live(), **MINE)
    report = Report.objects.create(comment=comment, sort="abuse", note=WORDS, reporter="d", at=NOW)
    Comment.objects.update(open_reports=1)
    erase(keep_words=False)
    report.refresh_from_db()
    assert (report.note, report.settled_at) == ("", NOW)
    assert Comment.objects.get().open_reports == 0


def test_only_its_owner_and_those_who_may_erase() -> None:
    comments.published(articles.live(), **MINE)
    with pytest.raises(NotPermitted):
        erase(by=people.moderator())
    assert Comment.objects.by_address(ADDRESS).exists()


@pytest.mark.parametrize("email", ["", "zacharias"])
def test_no_address_erases_nothing(email: str) -> None:
    """Imported comments without an address are those of many people."""
    Comment.objects.filter(pk=comments.published(articles.live()).pk).update(author_email="")
    with pytest.raises(WrongState):
        erasing.erase(email, keep_words=False, by=None, now=NOW)
    assert Comment.objects.get().erased_at is None


@pytest.mark.sqlite
def test_many_comments_are_erased_in_batches_and_a_call_goes_on_with_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    monkeypatch.setattr(erasing, "MOST", 4)
    for title in ("One", "Two"):
        article = articles.live(title=title)
        for _ in range(3):
            comments.published(article, **MINE)
    ProvedAddress.objects.create(email=ADDRESS.lower(), proved_at=NOW)
    assert erase(keep_words=False) == erasing.Erased(comments=4, left=2)
    assert ProvedAddress.objects.exists()
    assert erase(keep_words=False) == erasing.Erased(comments=2, left=0)
    assert not ProvedAddress.objects.exists()
    counted = Discussion.objects.values_list("published_count", flat=True)
    assert list(counted) == [0, 0]


@pytest.mark.row("I12")
@pytest.mark.parametrize("keep_words", [True, False])
def test_a_second_import_does_not_bring_it_back(keep_words: bool) -> None:
    article = articles.live()
    whole = item(comments=[record(1, author=NAME, email=ADDRESS, content=WORDS)])
    bring(article, whole, source="old.example", is_new=True, now=NOW)
    erase(keep_words=keep_words)
    again = bring(article, whole, source="old.example", is_new=False, now=NOW + DAY)
    assert (again.created, again.unchanged) == (0, 1)
    assert ImportedComment.objects.count() == 1
    comment = Comment.objects.get()
    assert (comment.author_name, comment.author_email) == ("Erased reader", "")
    assert (WORDS in thread(article)) is keep_words
