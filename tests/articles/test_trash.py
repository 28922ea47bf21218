"""The trash: who may put what there, what stays, what comes back, and what ends."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles import editing, picture_trash, publishing, trash
from articles.errors import EditorialRefusal, NotPermitted, WrongStage
from articles.models import Action, Address, Article, Image, Tombstone
from comments.models import Comment
from tests.builders import DAY, NOW, articles, comments, faqs, images, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("A17")]

LATER = NOW + 31 * DAY


def put(article: Article, *, now: dt.datetime = NOW) -> None:
    trash.trash(article, by=people.editor(), now=now)


class TestArticles:
    def test_it_comes_back_with_its_addresses_redirects_and_comments(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        article = articles.live(slug="first", now=NOW - 3 * DAY)
        articles.republish(article, slug="second", now=NOW - 2 * DAY)
        comments.published(article, now=NOW - DAY)
        publishing.withdraw(article, by=people.editor(), now=NOW, reason="Old.")
        clock.move_to(NOW + DAY, tick=False)
        put(article, now=NOW + DAY)
        assert client.get("/articles/second/").status_code == 410
        trash.restore(article, by=people.editor(), now=NOW + DAY)
        clock.move_to(NOW + 2 * DAY, tick=False)
        articles.republish(article, now=NOW + 2 * DAY, title="Back")
        assert client.get("/articles/first/")["Location"] == "/articles/second/"
        assert "This helped me" in client.get("/articles/second/").content.decode()
        actions = [line.action for line in article.history.all()]
        assert {Action.TRASHED, Action.RESTORED} <= set(actions)

    @pytest.mark.parametrize(
        ("build", "words"), [(articles.live, "Withdraw it"), (articles.scheduled, "Cancel the")]
    )
    def test_what_readers_have_or_will_have_stays(self, build: Any, words: str) -> None:
        article = build()
        with pytest.raises(WrongStage, match=words):
            put(article)
        assert Article.objects.on_desk().filter(pk=article.pk).exists()

    @pytest.mark.row("F6")
    def test_a_question_that_stands_somewhere_stays(self) -> None:
        question = faqs.draft()
        article = articles.draft(faqs=[question], title="Sleeping")
        with pytest.raises(EditorialRefusal, match="Sleeping"):
            put(question)
        put(article)
        put(question)
        assert not Article.objects.on_desk().exists()

    def test_nothing_happens_to_what_is_in_the_trash(self) -> None:
        article = articles.approved()
        put(article)
        article.refresh_from_db()
        for verb in (
            lambda: put(article),
            lambda: articles.revise(article, title="Changed"),
            lambda: publishing.publish(
                editing.latest_revision(article), by=people.editor(), now=NOW
            ),
        ):
            with pytest.raises(EditorialRefusal, match="trash"):
                verb()

    def test_a_writer_trashes_a_draft_of_their_own_and_nothing_else(self) -> None:
        own, of_another = articles.draft(), articles.draft(by=people.writer("other"))
        trash.trash(own, by=people.writer(), now=NOW)
        trash.restore(own, by=people.writer(), now=NOW)
        for article in (of_another, articles.withdrawn(now=NOW - 2 * DAY)):
            with pytest.raises(NotPermitted):
                trash.trash(article, by=people.writer(), now=NOW)

    @pytest.mark.row("U6")
    def test_only_what_readers_never_had_is_deleted_and_no_comment_ever(self) -> None:
        draft = articles.draft(slug="draft")
        withdrawn = articles.live(slug="was-there", now=NOW - 2 * DAY)
        comments.published(withdrawn, now=NOW - DAY)
        publishing.withdraw(withdrawn, by=people.editor(), now=NOW, reason="Old.")
        for article in (draft, withdrawn):
            put(article)
        assert trash.delete_old(now=NOW + 29 * DAY) == 0
        assert trash.delete_old(now=LATER) == 1
        assert not Article.objects.filter(pk=draft.pk).exists()
        assert list(Address.objects.values_list("path", flat=True)) == ["/articles/was-there/"]
        assert Comment.objects.count() == 1
        trash.restore(withdrawn, by=people.editor(), now=LATER)


class TestPictures:
    def test_in_use_it_stays_and_the_users_are_named(self) -> None:
        picture = images.image()
        body = f'<p>Text</p><figure><img src="{picture.reference}" alt="A bed"></figure>'
        live = articles.live(title="Shows it", body=body)
        copy = articles.draft(title="Will show it", picture=picture)
        author = people.author("Ana")
        author.photo = picture
        author.save()
        uses = picture_trash.uses(picture, now=NOW)
        assert [edition.title for edition in uses.shown.editions] == ["Shows it"]
        assert (uses.copies, uses.people) == ([live, copy], [author])
        with pytest.raises(EditorialRefusal, match="in use"):
            picture_trash.trash(picture, by=people.editor(), now=NOW)

    def test_it_comes_back_or_goes_with_its_files(
        self, django_capture_on_commit_callbacks: Any
    ) -> None:
        picture = images.image()
        draft = articles.draft(picture=picture)
        articles.revise(draft, picture=images.image(title="Other"))
        picture_trash.trash(picture, by=people.editor(), now=NOW)
        picture_trash.restore(picture, by=people.editor(), now=NOW)
        picture_trash.trash(picture, by=people.editor(), now=NOW)
        storage, name = picture.original.storage, picture.original.name
        with django_capture_on_commit_callbacks(execute=True):
            assert picture_trash.delete_old(now=NOW + 29 * DAY) == 0
            assert picture_trash.delete_old(now=LATER) == 1
        assert not storage.exists(name)
        assert Tombstone.objects.get().kind == "image"
        # The revision that named it can still be restored, without it.
        first = draft.revisions.get(number=1).data
        assert articles.revise(draft, **first).data["lead_image"]["image"] is None

    def test_what_an_edition_showed_is_kept(self) -> None:
        picture = images.image()
        body = f'<figure><img src="{picture.reference}" alt="A bed"></figure>'
        article = articles.live(body=body)
        articles.republish(article, body="<p>Without it.</p>", now=NOW)
        picture_trash.trash(picture, by=people.editor(), now=NOW)
        assert picture_trash.delete_old(now=LATER) == 0
        assert Image.objects.filter(pk=picture.pk).exists()
