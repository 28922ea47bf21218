"""Labels renamed, merged, moved and deleted: old addresses lead on, nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from articles import editing, snapshots
from articles import labels as verbs
from articles.errors import EditorialRefusal, NotPermitted
from articles.models import (
    Article,
    Author,
    Category,
    Edition,
    LabelAddress,
    Tag,
    Team,
    Tombstone,
)
from articles.search import find
from tests.builders import DAY, NOW, articles, faqs, labels, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("A11")]

MAKE: dict[str, Any] = {
    "categories": labels.category,
    "tags": labels.tag,
    "authors": people.author,
    "teams": people.team,
}


def rename(label: Any, name: str) -> None:
    label.name, label.slug = name.title(), name
    verbs.change(label, by=None, now=NOW)


def merge(label: Any, into: Any) -> None:
    verbs.merge(label, into=into, by=people.editor(), now=NOW)


def where(client: Client, path: str) -> str | None:
    """Where an address leads in one hop; None where nothing is."""
    response = client.get(path)
    if response.status_code == 404:
        return None
    assert response.status_code == 301
    assert response["Cache-Control"] == "no-cache"
    assert client.get(response["Location"]).status_code == 200
    return str(response["Location"])


@pytest.mark.parametrize("root", MAKE)
class TestAddresses:
    def test_any_number_of_renames_is_one_hop(self, client: Client, root: str) -> None:
        label = MAKE[root]("one")
        for name in ("two", "three", "schläfrig"):
            rename(label, name)
        for name in ("one", "two", "three"):
            assert where(client, f"/{root}/{name}/") == f"/{root}/schl%C3%A4frig/"
        rename(label, "four")
        assert where(client, f"/{root}/schläfrig/") == f"/{root}/four/"

    @pytest.mark.row("A10")
    def test_a_name_taken_again_is_no_redirect_and_no_loop(self, client: Client, root: str) -> None:
        label = MAKE[root]("one")
        rename(label, "two")
        rename(label, "one")
        assert client.get(f"/{root}/one/").status_code == 200
        assert where(client, f"/{root}/two/") == f"/{root}/one/"
        rename(label, "three")
        new = type(label)(name="New", slug="one")
        verbs.create(new, by=None)
        assert client.get(f"/{root}/one/").status_code == 200
        assert not LabelAddress.objects.filter(path=f"/{root}/one/").exists()

    def test_what_is_merged_leads_to_the_other_after_any_history(
        self, client: Client, root: str
    ) -> None:
        one, two, three = (MAKE[root](name) for name in ("one", "two", "three"))
        rename(one, "first")
        merge(one, two)
        merge(two, three)
        for name in ("one", "first", "two"):
            assert where(client, f"/{root}/{name}/") == f"/{root}/three/"
        verbs.create(type(three)(name="One", slug="one"), by=None)
        assert client.get(f"/{root}/one/").status_code == 200

    def test_what_is_deleted_leads_nowhere(self, client: Client, root: str) -> None:
        label = MAKE[root]("one")
        rename(label, "two")
        verbs.delete(label, by=people.editor(), now=NOW)
        assert where(client, f"/{root}/one/") is where(client, f"/{root}/two/") is None


def test_an_address_is_looked_up_only_on_a_miss(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    rename(labels.category("one"), "two")
    with django_assert_max_num_queries(6) as queries:
        assert client.get("/categories/two/").status_code == 200
    assert not any("labeladdress" in query["sql"] for query in queries)


def test_the_hub_of_questions_follows_a_category(client: Client) -> None:
    faqs.live(category=labels.category("one"))
    rename(labels.category("one"), "two")
    response = client.get("/faq/?category=one")
    assert (response.status_code, response["Location"]) == (301, "/faq/?category=two")
    assert client.get("/faq/?category=none").status_code == 200


class TestMerging:
    def test_editions_desk_copies_and_children_follow(self, client: Client) -> None:
        old, new = labels.category("Old"), labels.category("New")
        child = labels.category("Child", parent=old)
        article = articles.live(category=old, slug="sleep")
        articles.republish(article, title="Again", now=NOW)
        merge(old, new)
        article.refresh_from_db()
        child.refresh_from_db()
        assert article.category == child.parent == new
        assert set(Edition.objects.values_list("category", flat=True)) == {new.pk}
        assert "Again" in client.get("/categories/new/").content.decode()
        assert "/categories/old/" not in client.get("/sitemap-categories.xml").content.decode()
        assert not Category.objects.filter(name="Old").exists()

    def test_a_narrower_one_takes_its_place(self) -> None:
        top, old = labels.category("Top"), labels.category("Old")
        Category.objects.filter(pk=old.pk).update(parent=top)
        old.refresh_from_db()
        middle = labels.category("Middle", parent=old)
        below = labels.category("Below", parent=middle)
        merge(old, below)
        below.refresh_from_db()
        middle.refresh_from_db()
        assert (below.parent, middle.parent) == (top, below)

    def test_nobody_stands_twice_on_an_article(self) -> None:
        ana, ben = people.author("Ana"), people.author("Ben")
        rest, sleep = labels.tag("Rest"), labels.tag("Sleep")
        article = articles.live(authors=[ana, ben], tags=[rest, sleep])
        merge(ana, ben)
        merge(rest, sleep)
        [edition] = Edition.objects.filter(article=article)
        assert (edition.writers, list(edition.tags.all())) == ([ben], [sleep])
        assert [c.author for c in article.contributions.all()] == [ben]
        assert list(article.tags.all()) == [sleep]

    def test_a_person_is_found_by_the_name_that_stays_and_keeps_the_login(self) -> None:
        writer = people.writer()
        ana, ben = people.author("Ana", user=writer), people.author("Ben")
        article = articles.live(authors=[ana])
        merge(ana, ben)
        ben.refresh_from_db()
        assert ben.user == writer
        assert [hit.title for hit in find(["ben"], now=NOW)] == [article.title]
        assert list(find(["ana"], now=NOW)) == []

    def test_old_revisions_mean_what_has_become_of_their_labels(self) -> None:
        """A revision approved before a merger is published after it."""
        old = {"category": labels.category("Old"), "team": people.team("Old")}
        new = {"category": labels.category("New"), "team": people.team("New")}
        rest, sleep, gone = labels.tag("Rest"), labels.tag("Sleep"), labels.tag("Gone")
        ana, ben = people.author("Ana"), people.author("Ben")
        article = articles.approved(tags=[rest, gone], authors=[ana, ben], **old)
        for name, label in old.items():
            merge(label, new[name])
        merge(rest, sleep)
        merge(ana, ben)
        verbs.delete(gone, by=people.editor(), now=NOW)
        article.refresh_from_db()
        saved = editing.latest_revision(article).data
        edition = articles.publish(article, now=NOW)
        assert (edition.category, edition.team) == (new["category"], new["team"])
        assert list(edition.tags.all()) == [sleep]
        assert [c.author for c in edition.contributions.all()] == [ben]
        assert editing.latest_revision(article).data == saved
        snapshots.put(article, saved)
        assert snapshots.take(article)["category"] == new["category"].pk

    def test_it_costs_the_same_for_any_number_of_articles(
        self, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(3):
            articles.live(category=labels.category("Old"), slug=f"a-{number}")
        by, old, new = people.editor(), labels.category("Old"), labels.category("New")
        with django_assert_max_num_queries(35):
            verbs.merge(old, into=new, by=by, now=NOW)

    def test_refusals_change_nothing(self) -> None:
        category, tag = labels.category(), labels.tag()
        for wrong in (category, tag):
            with pytest.raises(EditorialRefusal):
                merge(category, wrong)
        with pytest.raises(NotPermitted):
            verbs.merge(category, into=labels.category("Other"), by=people.writer(), now=NOW)
        assert not Tombstone.objects.exists()


class TestDeleting:
    @pytest.mark.parametrize("model", [Category, Author, Team])
    def test_what_is_in_use_asks_for_a_replacement(self, model: type) -> None:
        articles.live(category=labels.category(), team=people.team())
        label: Any = model.objects.get()
        with pytest.raises(EditorialRefusal, match="takes its place"):
            verbs.delete(label, by=people.editor(), now=NOW)
        assert model.objects.exists()

    def test_a_tag_leaves_its_articles(self) -> None:
        article = articles.live(tags=[labels.tag()])
        verbs.delete(labels.tag(), by=people.editor(), now=NOW)
        assert not Tag.objects.exists()
        assert Article.objects.get(pk=article.pk).tags.count() == 0

    def test_a_category_does_not_move_below_itself(self) -> None:
        top = labels.category("Top")
        below = labels.category("Below", parent=labels.category("Middle", parent=top))
        top.parent = below
        with pytest.raises(EditorialRefusal, match="below itself"):
            verbs.change(top, by=None, now=NOW + DAY)
