"""Readers say what is wrong; the editors' queue and the counter of the article follow."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles import reports
from articles.errors import EditorialRefusal, NotPermitted, TooManyReports, WrongStage
from articles.models import Action, Article, ErrorReport
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, people
from tests.support.reading import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.row("R11"),
]

FIELDS = {"sort": "outdated", "body": "The figure is from 2019.", "email": "", "nickname": ""}


def message(body: str = "Two and two are four.", network: str = "a") -> reports.Message:
    return reports.Message(ErrorReport.Sort.WRONG, body, network=network)


def reported(article: Article, **more: str) -> ErrorReport:
    return reports.report(article.pk, message(**more), now=NOW)


def open_reports(article: Article) -> int:
    article.refresh_from_db()
    return article.open_reports


class TestVerbs:
    def test_the_counter_is_exact(self) -> None:
        article = articles.live()
        first, _second = reported(article), reported(article, body="And more")
        assert open_reports(article) == 2
        reports.resolve(first, by=people.editor(), now=NOW + HOUR, resolution=" Mended. ")
        assert open_reports(article) == 1
        assert (first.resolution, first.resolved_by) == ("Mended.", people.editor())
        line = article.history.first()
        assert line is not None
        assert (line.action, line.note) == (Action.REPORT_RESOLVED, "Mended.")

    def test_the_same_words_twice_are_one_report(self) -> None:
        article = articles.live()
        assert reported(article) == reported(article)
        again = reports.report(article.pk, message(), now=NOW + 11 * MINUTE)
        assert ErrorReport.objects.count() == 2
        assert again.at == NOW + 11 * MINUTE

    def test_one_network_has_a_limit_and_others_do_not_suffer(self, settings: Settings) -> None:
        settings.REPORTS_PER_HOUR = 2
        article = articles.live()
        for words in ("One", "Two"):
            reported(article, body=words)
        with pytest.raises(TooManyReports):
            reported(article, body="Three")
        reported(article, body="Three", network="b")
        for words in ("Four", "Five", "Six"):
            reported(article, body=words, network="")
        reports.report(article.pk, message("Three"), now=NOW + HOUR)
        assert open_reports(article) == 7

    def test_what_makes_no_sense_is_refused(self) -> None:
        report = reported(articles.live())
        editor = people.editor()
        for who in (people.writer(), people.moderator(), people.reviewer()):
            with pytest.raises(NotPermitted):
                reports.resolve(report, by=who, now=NOW, resolution="Done")
        with pytest.raises(EditorialRefusal, match="Say what was done"):
            reports.resolve(report, by=editor, now=NOW, resolution=" ")
        reports.resolve(report, by=editor, now=NOW, resolution="Done")
        with pytest.raises(WrongStage):
            reports.resolve(report, by=editor, now=NOW, resolution="Done again")


class TestForm:
    @pytest.fixture
    def article(self) -> Article:
        return articles.live(slug="sleep", title="Sleeping")

    def send(self, client: Client, fields: Any = FIELDS, **headers: str) -> Any:
        return client.post("/articles/sleep/report/", fields, headers=headers)  # type: ignore[arg-type]

    def test_a_reader_finds_it_and_is_thanked(self, client: Client, article: Article) -> None:
        page = read(client.get("/articles/sleep/"))
        [link] = page.one(class_="report-link").links()
        assert link == "/articles/sleep/report/"
        form = client.get(link)
        assert "Sleeping" in form.content.decode()
        assert "csrf" not in form.content.decode()
        assert not form.cookies
        sent = self.send(client)
        assert (sent.status_code, sent["Location"]) == (303, "/articles/sleep/report/?sent")
        assert not sent.cookies
        thanks = client.get(sent["Location"])
        assert "Thank you" in thanks.content.decode()
        report = ErrorReport.objects.get()
        assert (report.sort, report.body) == ("outdated", "The figure is from 2019.")
        assert len(report.network) == 32
        assert open_reports(article) == 1

    @pytest.mark.usefixtures("article")
    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"body": " \u200b "}, "This field is required."),
            ({"body": "x" * 2001}, "at most 2000 characters"),
            ({"sort": "praise"}, "Select a valid choice"),
            ({"email": "nobody"}, "valid email"),
            ({"nickname": "bot"}, "send the form again"),
        ],
    )
    def test_a_mistake_is_told_and_the_text_kept(
        self, client: Client, fields: dict[str, str], says: str
    ) -> None:
        sent = {**FIELDS, **fields}
        response = self.send(client, sent)
        assert response.status_code == 422
        shown = read(response)
        assert shown.one("textarea").source.strip() == sent["body"].strip()
        assert says in shown.one(class_="error-summary").text
        assert shown.one("input", name="nickname")["value"] in {None, ""}
        assert not ErrorReport.objects.exists()

    @pytest.mark.usefixtures("article")
    def test_a_form_on_another_site_is_refused(self, client: Client) -> None:
        response = self.send(client, **{"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert "The figure is from 2019." in response.content.decode()
        assert self.send(client, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303

    @pytest.mark.usefixtures("article")
    def test_too_many_are_asked_to_wait(self, client: Client, settings: Settings) -> None:
        settings.REPORTS_PER_HOUR = 0
        response = self.send(client)
        assert (response.status_code, response["Retry-After"]) == (429, "3600")
        assert "The figure is from 2019." in response.content.decode()

    def test_only_what_is_live_has_one(self, client: Client) -> None:
        articles.draft(slug="draft")
        articles.withdrawn(slug="gone", now=NOW - 2 * DAY)
        for slug in ("draft", "gone", "never"):
            assert client.get(f"/articles/{slug}/report/").status_code == 404
            assert client.post(f"/articles/{slug}/report/", FIELDS).status_code == 404
