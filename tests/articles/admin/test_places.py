"""Trash, labels and people in the admin: what the pages say, and that GET changes nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Author, Category, Image, Tag
from tests.articles.admin.desk_forms import change_url, fields_at
from tests.builders import NOW, articles, images, labels, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def editor(client: Client) -> User:
    client.force_login(people.editor())
    return people.editor()


def page_url(article: Article, name: str) -> str:
    return f"{change_url(article).removesuffix('change/')}{name}/"


def text_of(response: Any) -> str:
    return " ".join(read(response).one(id="content").text.split())


@pytest.mark.sqlite
@pytest.mark.row("U6")
class TestTrash:
    def test_the_page_says_what_goes_along(self, client: Client, editor: User) -> None:
        article = articles.draft(slug="target")
        articles.live(title="Links there", body='<p><a href="/articles/target/">x</a></p>')
        url = page_url(article, "trash")
        shown = text_of(client.get(url))
        assert "/articles/target/" in shown
        assert "Linked from 1 article: Links there" in shown
        assert "after 30 days it is deleted" in shown
        assert Article.objects.on_desk().count() == 2
        done = client.post(url, follow=True)
        assert "is in the trash" in done.content.decode()
        listed = client.get("/admin/articles/article/").content.decode()
        assert "/admin/articles/article/%d/" % article.pk not in listed  # noqa: UP031
        assert client.get(change_url(article)).status_code in {302, 404}

    def test_a_refusal_names_the_way_out(self, client: Client, editor: User) -> None:
        article = articles.live()
        response = client.post(page_url(article, "trash"))
        assert response.status_code == 422
        assert "Withdraw it first" in text_of(response)

    @pytest.mark.row("A17")
    def test_what_is_there_is_listed_and_restored(self, client: Client, editor: User) -> None:
        article, picture = articles.draft(title="Thrown away"), images.image(title="A cat")
        client.post(page_url(article, "trash"))
        client.post(f"/admin/articles/image/{picture.pk}/trash/", follow=True)
        assert "A cat" not in client.get("/admin/articles/image/").content.decode()
        for kind, thing in (("article", article), ("image", picture)):
            url = f"/admin/articles/trashed{kind}/"
            assert thing.title in text_of(client.get(url))
            chosen = {"action": "restore_selected", "_selected_action": [thing.pk]}
            assert (
                f"Restored: {thing.title}" in client.post(url, chosen, follow=True).content.decode()
            )
        assert (
            Article.objects.on_desk().count() == Image.objects.filter(trashed_at=None).count() == 1
        )

    def test_a_picture_in_use_names_its_users(self, client: Client, editor: User) -> None:
        picture = images.image()
        articles.live(title="Shows it", picture=picture)
        url = f"/admin/articles/image/{picture.pk}/trash/"
        assert "Shows it" in text_of(client.get(url))
        assert client.post(url).status_code == 422
        client.force_login(people.writer())
        assert client.get(url).status_code == 403

    def test_it_is_for_those_who_may(self, client: Client) -> None:
        article = articles.draft(by=people.writer("other"))
        for who, status in ((people.writer, 403), (people.reviewer, 403), (people.moderator, 403)):
            client.force_login(who())
            assert client.post(page_url(article, "trash")).status_code in {status, 404}
        assert Article.objects.on_desk().filter(pk=article.pk).exists()
        client.force_login(people.reviewer())
        assert client.get("/admin/articles/trashedarticle/").status_code == 403


@pytest.mark.row("A12")
def test_withdrawing_and_another_slug_name_who_links_there(client: Client, editor: User) -> None:
    article = articles.live(slug="target")
    articles.live(title="Links there", body='<p><a href="/articles/target/">x</a></p>')
    assert "Linked from 1 article: Links there" in text_of(
        client.get(page_url(article, "steps/withdraw"))
    )
    assert "Linked from 1 article: Links there" in text_of(client.get(change_url(article)))
    fields = fields_at(client, change_url(article))
    done = client.post(change_url(article), {**fields, "slug": "elsewhere"}, follow=True)
    assert "1 other article links to its old address" in done.content.decode()


@pytest.mark.sqlite
@pytest.mark.row("A11")
class TestLabels:
    def test_deleting_asks_for_a_target_and_merges(self, client: Client, editor: User) -> None:
        articles.live(title="Stays", category=labels.category("Old"))
        labels.category("Child", parent=labels.category("Old"))
        url = f"/admin/articles/category/{labels.category('Old').pk}/delete/"
        shown = text_of(client.get(url))
        assert "1 article on the desk names it: Stays" in shown
        assert "Child" in shown
        refused = client.post(url, {"into": ""})
        assert refused.status_code == 422
        assert "This field is required" in text_of(refused)
        done = client.post(url, {"into": labels.category("New").pk}, follow=True)
        assert "is now “New”" in done.content.decode()
        assert client.get("/categories/old/")["Location"] == "/categories/new/"

    def test_what_nothing_needs_is_deleted(self, client: Client, editor: User) -> None:
        url = f"/admin/articles/tag/{labels.tag().pk}/delete/"
        client.get(url)
        assert Tag.objects.exists()
        client.post(url, {"into": ""})
        assert not Tag.objects.exists()

    def test_many_at_once_are_not_deleted(self, client: Client, editor: User) -> None:
        label = labels.category()
        fields = {"action": "delete_selected", "_selected_action": [label.pk], "post": "yes"}
        client.post("/admin/articles/category/", fields)
        assert Category.objects.exists()


@pytest.mark.row("R8")
def test_links_of_a_person_are_judged_by_line(client: Client, editor: User) -> None:
    fields = {"name": "Ana", "slug": "ana", "links": "Her clinic https://c.example/\njavascript:x"}
    response = client.post("/admin/articles/author/add/", fields)
    assert response.status_code == 422
    assert "Line 2 ends with “javascript:x”" in text_of(response)
    assert "Her clinic" in response.content.decode()
    fields["links"] = "Her clinic https://c.example/"
    assert client.post("/admin/articles/author/add/", fields).status_code == 302
    assert Author.objects.get().links == fields["links"]


@pytest.mark.row("E19")
class TestPeople:
    def test_inviting_and_taking_it_back(self, client: Client) -> None:
        article, colleague = articles.draft(), people.writer("colleague")
        client.force_login(people.writer())
        url = page_url(article, "people")
        assert "colleague" in text_of(client.get(url))
        done = client.post(url, {"colleague": colleague.pk}, follow=True)
        assert "may edit this article now" in done.content.decode()
        client.force_login(colleague)
        assert (
            client.get("/admin/articles/article/?whose=mine").content.decode().count(article.title)
        )
        fields = fields_at(client, change_url(article))
        assert client.post(change_url(article), fields).status_code == 302
        client.post(url, {"colleague": colleague.pk, "uninvite": "1"})
        assert not article.invited.exists()
        assert client.post(url, {"colleague": colleague.pk}).status_code == 403

    def test_the_filter_leaves_out_what_is_not_ones_own(self, client: Client) -> None:
        articles.draft(title="Somebody else's", by=people.writer("other"), now=NOW)
        client.force_login(people.writer())
        assert "else" not in text_of(client.get("/admin/articles/article/?whose=mine"))

    def test_who_cannot_be_invited_is_refused_in_words(self, client: Client) -> None:
        client.force_login(people.writer())
        response = client.post(page_url(articles.draft(), "people"), {"colleague": "999"})
        assert response.status_code == 422
