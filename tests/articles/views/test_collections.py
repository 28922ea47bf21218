"""Home and the lists: order, pages, labels, and what stands there when there is nothing."""

import pytest
from django.test import Client

from articles import labels as label_verbs
from articles import listings
from articles.models import Author
from articles.views import faq as faq_views
from tests.builders import DAY, HOUR, NOW, articles, faqs, images, labels, pages, people
from tests.support.reading import Element, programs, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LISTS = [
    "/articles/",
    "/categories/sleep/",
    "/tags/rest/",
    "/authors/ana-alonso/",
    "/teams/sleep-team/",
]


def page(client: Client, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return read(response)


def titles(shown: Element) -> list[str]:
    return [title.text for title in shown.all(class_="card-title")]


def many(count: int) -> list[str]:
    """Publish articles with all labels, an hour apart; return their titles, newest first."""
    for number in range(count):
        articles.live(
            title=f"Article {number}",
            now=NOW - (count - number) * HOUR,
            tags=[labels.tag("Rest")],
            team=people.team("Sleep Team"),
        )
    return [f"Article {number}" for number in reversed(range(count))]


@pytest.mark.row("R15")
class TestLists:
    def test_they_are_cut_into_pages_newest_first(self, client: Client) -> None:
        all_titles = many(listings.PER_PAGE + 3)
        for path in LISTS:
            first = page(client, path)
            assert titles(first) == all_titles[: listings.PER_PAGE], path
            assert "Page 1 of 2" in first.one(class_="pagination").text
            [on] = first.one(class_="pagination").links()
            assert on == f"{path}?page=2"
            second = page(client, on)
            assert titles(second) == all_titles[listings.PER_PAGE :], path
            assert second.one(class_="pagination").links() == [path]
            canonical = second.one("link", rel="canonical").attributes["href"]
            assert canonical.endswith(f"{path}?page=2")

    @pytest.mark.parametrize("number", ["3", "0", "-1", "x", "1e3", "9" * 40, "²"])
    @pytest.mark.parametrize("path", ["/articles/", "/faq/", "/search/?q=article"])
    def test_a_page_that_is_none_answers_404(self, client: Client, path: str, number: str) -> None:
        many(2)
        faqs.live()
        separator = "&" if "?" in path else "?"
        assert client.get(f"{path}{separator}page={number}").status_code == 404

    @pytest.mark.parametrize("path", ["/", *LISTS, "/faq/", "/search/", "/search/?q=nothing"])
    def test_an_empty_one_says_so_and_shows_a_way_on(self, client: Client, path: str) -> None:
        labels.category()
        labels.tag()
        people.author()
        people.team()
        shown = page(client, path).one("main")
        if not path.startswith("/search/"):
            assert shown.one(class_="empty").text
        assert shown.all(class_="card") == []
        assert shown.all(class_="pagination") == []

    @pytest.mark.parametrize(
        "path", ["/categories/none/", "/tags/none/", "/authors/none/", "/teams/none/"]
    )
    def test_a_label_that_does_not_exist_answers_404(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_cards_show_who_when_and_where(self, client: Client) -> None:
        articles.live(title="Sleep", slug="sleep", summary="In short.")
        [card] = page(client, "/articles/").all(class_="card")
        assert card.links()[-1] == "/articles/sleep/"
        assert "/categories/sleep/" in card.links()
        for words in ("Sleep", "In short.", "By Ana Alonso", "5 January 2026"):
            assert words in card.text

    def test_an_article_stands_once_under_an_author_with_two_roles(self, client: Client) -> None:
        ana = people.author("Ana")
        roles = ({"author": ana.pk, "role": role} for role in ("writer", "medical_reviewer"))
        articles.live(title="Twice", contributors=list(roles))
        assert titles(page(client, "/authors/ana/")) == ["Twice"]

    def test_a_category_holds_the_articles_of_its_children(self, client: Client) -> None:
        parent = labels.category("Body", description="All about it.")
        child = labels.category("Skin", parent=parent)
        articles.live(title="On skin", category=child)
        shown = page(client, "/categories/body/")
        assert titles(shown) == ["On skin"]
        assert "/categories/skin/" in shown.one("main").links()
        assert "All about it." in shown.text

    @pytest.mark.row("A1")
    @pytest.mark.row("R8")
    def test_an_author_is_introduced_and_outlives_the_account(self, client: Client) -> None:
        account = people.writer("gone")
        author = people.author(
            "Ana", credentials="RN", bio="<p>Nurse.</p><script>alert(1)</script>", user=account
        )
        articles.live(title="Hers", authors=[author])
        account.delete()
        shown = page(client, "/authors/ana/")
        assert shown.one("h1").text == "Ana"
        assert shown.one(class_="page-credentials").text == "RN"
        assert shown.one(class_="page-bio").text == "Nurse."
        assert [e["src"] for e in programs(shown)] == ["/static/js/site.js"]
        assert titles(shown) == ["Hers"]
        assert Author.objects.get(slug="ana").user is None

    def test_an_update_does_not_change_the_order(self, client: Client) -> None:
        old = articles.live(title="Old", now=NOW - 2 * DAY)
        articles.live(title="New", now=NOW - DAY)
        articles.republish(old, now=NOW, title="Old, updated")
        assert titles(page(client, "/articles/")) == ["New", "Old, updated"]


@pytest.mark.row("R15")
class TestHome:
    def test_lead_latest_and_sections(self, client: Client) -> None:
        second = labels.category("Second", position=2)
        first = labels.category("First", position=1)
        labels.category("Empty", position=0)
        for number in range(5):
            at = NOW - (10 - number) * HOUR
            articles.live(title=f"First {number}", category=first, now=at)
            articles.live(title=f"Second {number}", category=second, now=at - 20 * HOUR)
        shown = page(client, "/")
        assert shown.one(class_="card-lead").one(class_="card-title").text == "First 4"
        latest = shown.one(class_="latest")
        assert titles(latest)[:4] == ["First 3", "First 2", "First 1", "First 0"]
        assert len(titles(latest)) == listings.LATEST
        sections = [e for e in shown.all("section") if "section" in e.attributes["class"].split()]
        assert [(s.one("h2").text, titles(s)) for s in sections] == [
            ("First", ["First 4", "First 3", "First 2"]),
            ("Second", ["Second 4", "Second 3", "Second 2"]),
        ]


@pytest.mark.row("R14")
class TestStaticPages:
    def test_they_are_linked_from_the_footer_of_every_page(self, client: Client) -> None:
        pages.live(title="Privacy", slug="privacy", position=2)
        pages.live(title="About", slug="about", position=1)
        pages.draft(title="Secret plans", slug="plans")
        articles.live(slug="sleep")
        for path in ("/", "/articles/", "/articles/sleep/", "/about/", "/faq/", "/search/?q=x"):
            footer = page(client, path).one("footer", class_="site-footer")
            own = [link for link in footer.links() if link in {"/about/", "/privacy/", "/plans/"}]
            assert own == ["/about/", "/privacy/"], path

    def test_the_footer_begins_with_those_that_have_a_place(self, client: Client) -> None:
        places = {"/brought/": 0, "/also-brought/": 0, "/us/": 2, "/data/": 1}
        for path, position in places.items():
            pages.live(title=path, slug=path.strip("/"), position=position)
        footer = page(client, "/").one("footer", class_="site-footer")
        own = [link for link in footer.links() if link in places]
        assert own == ["/data/", "/us/", "/also-brought/", "/brought/"]

    def test_they_go_through_the_same_workflow(self, client: Client) -> None:
        article = pages.live(title="About", slug="about", body="<p>Old words.</p>")
        pages.revise(article, title="About us", body="<p>New words.</p>")
        shown = page(client, "/about/")
        assert shown.one("h1").text == "About"
        assert "Old words." in shown.text
        pages.publish(article)
        shown = page(client, "/about/")
        assert shown.one("h1").text == "About us"
        assert "New words." in shown.text

    def test_a_draft_has_no_address(self, client: Client) -> None:
        pages.draft(slug="plans")
        assert client.get("/plans/").status_code == 404


@pytest.mark.row("F3")
class TestHub:
    def test_questions_stand_under_their_categories(self, client: Client) -> None:
        night = labels.category("Night", position=1)
        day = labels.category("Day", position=2)
        faqs.live(question="When to rest?", category=day)
        faqs.live(question="How dark?", category=night)
        faqs.live(question="Who am I?", category=None)
        faqs.draft(question="Secret?", category=night)
        shown = page(client, "/faq/")
        groups = {
            section.one("h2").text: [h3.text for h3 in section.all("h3")]
            for section in shown.one("main").all("section")
        }
        assert groups == {
            "Night": ["How dark?"],
            "Day": ["When to rest?"],
            "Other questions": ["Who am I?"],
        }

    def test_it_can_be_searched_and_filtered(self, client: Client) -> None:
        night, day = labels.category("Night"), labels.category("Day")
        faqs.live(question="How dark?", answer="<p>Very dark.</p>", category=night)
        faqs.live(question="How light?", answer="<p>Not dark.</p>", category=day)

        def found(query: str) -> list[str]:
            return [h3.text for h3 in page(client, f"/faq/?{query}").one("main").all("h3")]

        assert sorted(found("q=dark")) == ["How dark?", "How light?"]
        assert found("q=VERY+dark") == ["How dark?"]
        assert found("q=dark&category=day") == ["How light?"]
        assert found("category=night") == ["How dark?"]
        assert found("q=bright") == []
        shown = page(client, "/faq/?q=dark&category=day")
        assert shown.one("input", id="faq-q").attributes["value"] == "dark"
        assert shown.one("option", selected="").attributes["value"] == "day"

    def test_pages_keep_what_was_asked_for(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(faq_views, "PER_PAGE", 3)
        for number in range(5):
            faqs.live(question=f"Question {number}?")
        [on] = page(client, "/faq/?q=question&category=sleep").one(class_="pagination").links()
        assert on == "/faq/?q=question&category=sleep&page=2"
        assert len(page(client, on).one("main").all("h3")) == 2

    def test_each_has_a_page_of_its_own(self, client: Client) -> None:
        faq = faqs.live(question="How dark?", slug="how-dark", answer="<p>Very <em>dark</em>.</p>")
        articles.live(title="At night", slug="night", faqs=[faq])
        shown = page(client, "/faq/how-dark/")
        assert shown.one("h1").text == "How dark?"
        assert "Very dark." in shown.text
        assert "/articles/night/" in shown.links()

    def test_its_page_names_no_article_that_only_plans_to_show_it(self, client: Client) -> None:
        """The list comes from what is published, not from the desk."""
        faq = faqs.live(slug="how-dark")
        article = articles.live(title="At night", slug="night")
        articles.revise(article, faqs=[faq])
        assert "/articles/night/" not in page(client, "/faq/how-dark/").one("main").links()

    def test_its_page_still_names_an_article_that_plans_to_drop_it(self, client: Client) -> None:
        faq = faqs.live(slug="how-dark")
        article = articles.live(title="At night", slug="night", faqs=[faq])
        articles.revise(article, faqs=[])
        assert "/articles/night/" in page(client, "/faq/how-dark/").one("main").links()


@pytest.mark.row("R8")
def test_people_and_teams_show_a_photo_and_where_else_they_are(client: Client) -> None:
    ana, team = people.author("Ana"), people.team("Team")
    for who in (ana, team):
        who.photo = images.image()
        who.links = "Her clinic https://clinic.example/\nhttps://www.orcid.example/1/"
        label_verbs.change(who, by=None, now=NOW)
        shown = page(client, who.get_absolute_url()).one(class_="page-header")
        assert shown.one("img").attributes["alt"] == who.name
        links = shown.one(class_="page-links")
        assert links.links() == ["https://clinic.example/", "https://www.orcid.example/1/"]
        assert "orcid.example/1" in links.text
