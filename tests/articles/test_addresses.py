"""Addresses: reserved, kept through renames, answered with one redirect."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from articles.addresses import MAX_SLUG, RESERVED_PAGES, current_path, free_slug
from articles.errors import AddressRefused
from articles.models import Address, Kind
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.row("A9")
class TestRenaming:
    def test_any_number_of_renames_is_one_hop(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        article = articles.live(slug="name-0")
        for number in range(1, 6):
            articles.republish(article, now=NOW + number * HOUR, slug=f"name-{number}")
        clock.move_to(NOW + DAY, tick=False)
        for number in range(5):
            response = client.get(f"/articles/name-{number}/")
            assert response.status_code == 301
            assert response["Location"] == "/articles/name-5/"
            assert response["Cache-Control"] == "no-cache"
        assert client.get("/articles/name-5/").status_code == 200

    def test_going_back_to_an_old_name_makes_no_loop(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        article = articles.live(slug="first")
        articles.republish(article, slug="second", now=NOW + HOUR)
        articles.republish(article, slug="first", now=NOW + 2 * HOUR)
        clock.move_to(NOW + DAY, tick=False)
        assert client.get("/articles/first/").status_code == 200
        assert client.get("/articles/second/")["Location"] == "/articles/first/"

    @pytest.mark.parametrize(
        ("build", "root"), [(articles.live, "/articles/"), (faqs.live, "/faq/"), (pages.live, "/")]
    )
    def test_every_kind_keeps_its_old_addresses(
        self, client: Client, clock: TimeMachineFixture, build: object, root: str
    ) -> None:
        article = build(slug="old")  # type: ignore[operator]
        articles.republish(article, slug="new", now=NOW + HOUR)
        clock.move_to(NOW + DAY, tick=False)
        response = client.get(f"{root}old/")
        assert (response.status_code, response["Location"]) == (301, f"{root}new/")

    def test_a_new_name_counts_from_its_publication(self, client: Client) -> None:
        article = articles.live(slug="known")
        articles.revise(article, slug="planned")
        assert client.get("/articles/known/").status_code == 200
        articles.publish(article, at=NOW + DAY)
        assert client.get("/articles/known/").status_code == 200

    def test_a_name_that_no_reader_has_seen_answers_nothing(self, client: Client) -> None:
        """It may give away what is planned: /articles/we-close-down/."""
        article = articles.live(slug="known")
        articles.revise(article, slug="planned")
        assert client.get("/articles/planned/").status_code == 404
        articles.publish(article, at=NOW + DAY)
        assert client.get("/articles/planned/").status_code == 404

    def test_a_redirect_is_looked_up_only_on_a_miss(
        self, client: Client, django_assert_num_queries: object
    ) -> None:
        articles.live(slug="here")
        assert current_path("/articles/here/", now=NOW) is None


class TestReserving:
    def test_an_address_belongs_to_one_article_for_good(self) -> None:
        article = articles.live(slug="mine", title="My article")
        articles.republish(article, slug="renamed")
        with pytest.raises(AddressRefused, match="My article") as refusal:
            articles.draft(slug="mine")
        assert refusal.value.field == "slug"

    def test_an_address_that_no_reader_has_seen_is_released(self) -> None:
        article = articles.draft(slug="first")
        articles.revise(article, slug="second")
        articles.revise(article, slug="third")
        assert [address.path for address in article.addresses.all()] == ["/articles/third/"]
        assert articles.draft(slug="first").slug == "first"

    def test_the_live_address_stays_reserved_while_a_new_one_is_drafted(self) -> None:
        article = articles.live(slug="live")
        articles.revise(article, slug="draft-1")
        articles.revise(article, slug="draft-2")
        paths = set(Address.objects.values_list("path", flat=True))
        assert paths == {"/articles/live/", "/articles/draft-2/"}

    def test_kinds_do_not_take_each_others_names(self) -> None:
        for build in (articles.draft, faqs.draft, pages.draft):
            assert build(slug="nap").slug == "nap"

    @pytest.mark.parametrize("slug", [*sorted(RESERVED_PAGES), "Admin"])
    def test_no_page_stands_in_the_way_of_the_site_itself(self, slug: str) -> None:
        with pytest.raises(AddressRefused):
            pages.draft(slug=slug)

    def test_every_first_segment_of_the_site_is_reserved(self, client: Client) -> None:
        """A page of that name would never be seen: the site's own route comes first."""
        from_urls = {
            "articles", "categories", "tags", "authors", "teams", "faq", "search", "preview",
            "images", "media", "admin", "comments", "healthz", "readyz", "static",
        }  # fmt: skip
        assert from_urls <= RESERVED_PAGES


class TestFreeSlugs:
    def test_the_next_number_is_taken(self) -> None:
        assert free_slug(Kind.ARTICLE, "Schöner Schlafen!") == "schöner-schlafen"
        articles.draft(slug="sleep")
        articles.draft(slug="sleep-2")
        articles.draft(slug="sleeping")
        assert free_slug(Kind.ARTICLE, "Sleep") == "sleep-3"
        assert free_slug(Kind.FAQ, "Sleep") == "sleep"

    @given(st.text(max_size=400))
    def test_any_title_gives_a_slug_that_can_be_saved(self, title: str) -> None:
        slug = free_slug(Kind.PAGE, title)
        assert 0 < len(slug) <= MAX_SLUG
        assert not set(slug) & set("/?#%& \n\x00")

    def test_a_page_gets_no_reserved_name(self) -> None:
        """Left empty, the slug is made of the title; that must not end in a refusal."""
        slug = free_slug(Kind.PAGE, "Search")
        assert pages.draft(title="Search", slug=slug).slug not in RESERVED_PAGES


def test_unicode_names_are_found(client: Client) -> None:
    articles.live(slug="schläfrig", category=labels.category(), authors=[people.author()])
    response = client.get("/articles/schl%C3%A4frig/")
    assert response.status_code == 200


@pytest.mark.parametrize("root", ["/articles/", "/faq/", "/", "/categories/", "/tags/", "/teams/"])
@pytest.mark.parametrize(
    "name",
    ["missing", "%00", "a%00b", "%ED%A0%80", "%FF", "..", "%2e%2e%2f", "x" * 3000, "%F0%9F%92%A9"],
)
def test_no_address_makes_the_site_fail(client: Client, root: str, name: str) -> None:
    assert client.get(f"{root}{name}/").status_code in {301, 400, 404}
