"""The tab “Review” of an article, and the lists of reviews and of reports."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import reports, reviews
from articles.models import Action, Article, Edition, ErrorReport
from tests.articles.admin.desk_forms import change_url
from tests.builders import DAY, NOW, articles, faqs, labels, pages, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("E13")]

LIST = "/admin/articles/review/"
REPORTS = "/admin/articles/errorreport/"


@pytest.fixture(autouse=True)
def editor(client: Client) -> User:
    """An editor who has signed in to the client of the test."""
    client.force_login(people.editor())
    return people.editor()


def tab(article: Article) -> str:
    return change_url(article).replace("change/", "review/")


def reported(article: Article, body: str = "It is eight.") -> ErrorReport:
    return reports.report(
        article.pk, reports.Message(ErrorReport.Sort.WRONG, body, "kim@x.example"), now=NOW
    )


def move(article: Article, days: int) -> None:
    reviews.move_review([article], to=(NOW + days * DAY).date(), by=people.editor(), now=NOW)


def listed(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [cell.text for cell in read(response).all(class_="field-article")]


@pytest.mark.sqlite
class TestTab:
    @pytest.mark.row("E16")
    def test_reviewed_without_a_change(self, client: Client) -> None:
        for article in (articles.live(), pages.live(), faqs.live()):
            done = client.post(tab(article), {"verb": "review", "note": "Checked"}, follow=True)
            assert "nobody has set an interval" in read(done).one(class_="messagelist").text
            assert Edition.objects.get(article=article).reviewed_at == NOW
            assert "by editor" in read(client.get(tab(article))).one(class_="standing").text

    def test_another_day_and_how_often(self, client: Client) -> None:
        article = articles.live()
        client.post(tab(article), {"verb": "interval", "months": "6"})
        assert "every 6 months" in client.get(tab(article)).content.decode()
        client.post(tab(article), {"verb": "move", "to": "2026-02-01", "note": "Earlier"})
        form = read(client.get(change_url(article))).one(class_="standing")
        assert "1 February 2026" in form.text

    @pytest.mark.row("R11")
    def test_a_report_is_dealt_with(self, client: Client) -> None:
        article = articles.live()
        report, other = reported(article), reported(article, "And the link?")
        assert "2 open reports" in read(client.get(change_url(article))).one(class_="standing").text
        sent = {"verb": "resolve", "report": report.pk, "resolution": "Mended."}
        assert client.post(tab(article), sent).status_code == 302
        page = read(client.get(tab(article)))
        assert page.one(id=f"report-{other.pk}").all("form")
        done = page.one(id=f"report-{report.pk}")
        assert not done.all("form")
        assert "Mended." in done.text
        again = client.post(tab(article), sent)
        assert again.status_code == 422
        assert "dealt with this report already" in again.content.decode()

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"verb": "move", "to": "2026-01-04", "note": "Kept words"}, "This day has passed."),
            ({"verb": "move", "to": "soon", "note": "Kept words"}, "Enter a valid date."),
            ({"verb": "interval", "months": "0"}, "greater than or equal to 1"),
            ({"verb": "resolve", "resolution": ""}, "This field is required."),
            ({"verb": "review", "note": "x" * 501}, "at most 500 characters"),
        ],
    )
    def test_a_mistake_is_told_and_the_words_kept(
        self, client: Client, fields: dict[str, Any], says: str
    ) -> None:
        article = articles.live()
        report = reported(article)
        before = article.history.count()
        response = client.post(tab(article), {"report": report.pk, **fields})
        assert response.status_code == 422
        assert says in " ".join(e.text for e in read(response).all(class_="errorlist"))
        assert ("Kept words" in fields.values()) == ("Kept words" in response.content.decode())
        assert article.history.count() == before

    def test_who_sees_and_sends_what(self, client: Client) -> None:
        article = articles.live()
        report = reported(article)
        resolve = {"verb": "resolve", "report": report.pk, "resolution": "Done."}
        for who, sees_reports in ((people.reviewer, False), (people.writer, False)):
            client.force_login(who())
            page = client.get(tab(article))
            assert page.status_code == 200
            assert ("It is eight." in page.content.decode()) == sees_reports
            assert client.post(tab(article), resolve).status_code == 403
        assert client.post(tab(article), {"verb": "review", "note": ""}).status_code == 403
        assert client.post(tab(article), {"verb": "explode"}).status_code == 404
        client.force_login(people.moderator())
        assert client.get(tab(article)).status_code == 404

    @pytest.mark.row("R11")
    def test_a_report_of_another_article_is_none_of_this(self, client: Client) -> None:
        other = reported(articles.live())
        sent = {"verb": "resolve", "report": other.pk, "resolution": "Done."}
        assert client.post(tab(articles.live()), sent).status_code == 404


class TestLists:
    def test_the_most_urgent_come_first(self, client: Client) -> None:
        built = {name: articles.live(title=name) for name in ("Late", "Soon", "Far", "None")}
        for name, days in (("Far", 90), ("Soon", 20), ("Late", 0)):
            move(built[name], days)
        Article.objects.filter(title="Late").update(review_due_on=dt.date(2026, 1, 1))
        move(reported_one := articles.live(title="Reported"), 300)
        reported(reported_one)
        articles.draft(title="Draft")
        reviews.review(built["Far"], by=people.editor(), now=NOW)
        move(built["Far"], 90)
        assert listed(client) == ["Reported", "Late", "Soon", "Far"]
        assert listed(client, "?due=overdue") == ["Late"]
        assert listed(client, "?due=soon") == ["Soon"]
        assert listed(client, "?due=never") == ["Reported", "Late", "Soon"]
        assert listed(client, "?due=reported") == ["Reported"]
        assert read(client.get(LIST)).one(class_="late").text == "1 January 2026 (overdue)"

    def test_a_row_leads_to_the_tab(self, client: Client) -> None:
        faq = faqs.live()
        move(faq, 1)
        assert tab(faq) in read(client.get(LIST)).links()
        assert client.get(f"{LIST}{faq.pk}/change/")["Location"] == tab(faq)
        assert client.get(f"{LIST}999999/change/").status_code == 404

    def test_reviews_are_spread_over_weeks(self, client: Client) -> None:
        chosen = [articles.live(title=f"Article {n}") for n in range(2)]
        for article in chosen:
            move(article, 1)
        fields = {"action": "stagger_selected", "_selected_action": [a.pk for a in chosen]}
        refused = client.post(LIST, {**fields, "weeks": "many"}, follow=True)
        assert "write a number from 1 to 104" in refused.content.decode()
        done = client.post(LIST, {**fields, "weeks": "2"}, follow=True)
        assert "are spread over 2 weeks" in done.content.decode()
        days = [Article.objects.get(pk=a.pk).review_due_on for a in chosen]
        assert days == [dt.date(2026, 1, 6), dt.date(2026, 1, 13)]
        assert chosen[0].history.filter(action=Action.REVIEW_MOVED).count() == 2

    @pytest.mark.row("R11")
    def test_the_queue_of_reports(self, client: Client) -> None:
        article = articles.live(title="Sleeping")
        first, second = reported(article), reported(article, "Second")
        page = read(client.get(REPORTS))
        places = [f"{tab(article)}#report-{each.pk}" for each in (second, first)]
        assert [url for url in page.links() if "#report-" in url] == places
        assert client.get(f"{REPORTS}{first.pk}/change/")["Location"] == places[1]
        fields = {"action": "resolve_selected", "_selected_action": [first.pk, second.pk]}
        refused = client.post(REPORTS, fields, follow=True).content.decode()
        assert "Say what was done about it." in refused
        done = client.post(REPORTS, {**fields, "resolution": "Mended."}, follow=True)
        assert "2 reports are dealt with." in done.content.decode()
        assert "It is eight." not in client.get(REPORTS).content.decode()
        assert "It is eight." in client.get(f"{REPORTS}?state=done").content.decode()
        article.refresh_from_db()
        assert article.open_reports == 0

    def test_an_interval_is_a_matter_of_the_category_s_form(self, client: Client) -> None:
        category = labels.category()
        form = read(client.get(f"/admin/articles/category/{category.pk}/change/"))
        assert form.one("input", name="review_every")
