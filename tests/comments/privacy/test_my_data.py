"""Readers ask by mail for what is held about their address, download it and have it erased."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from articles import reports
from articles.models import ErrorReport
from comments import bans, moderation
from comments.models import Comment, DataRequest, Edit, MailRefusal, ProvedAddress, RejectionReason
from comments.privacy import asking
from comments.privacy.collecting import collect
from site_config.kit import signed_links
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, MINUTE, NOW, articles, comments, people
from tests.comments.posting_form import OWN_PAGE
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("P1")]

ASK = "/privacy/my-data/"
KIM = "kim@reader.example"
SURE = {"words": "keep", "sure": "on"}


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def ask(email: str = KIM, network: str = "198.51.100.7", **headers: str) -> Any:
    return Client().post(ASK, {"email": email}, headers=OWN_PAGE | headers, REMOTE_ADDR=network)


def link() -> str:
    """The path in the last mail."""
    letter = Letter.objects.latest("pk")
    assert letter.html.count("/privacy/my-data/") == 2  # Where it leads, and what is read.
    found = re.search(r"(/privacy/my-data/\S+)", letter.text)
    assert found is not None
    return found[1]


class TestAsking:
    def test_every_address_is_answered_the_same_and_gets_the_same_mail(self) -> None:
        comments.published(articles.live(), email=KIM)
        known, unknown = ask(KIM), ask("nobody@reader.example")
        assert (known.status_code, known["Location"]) == (303, f"{ASK}?sent")
        assert (unknown.status_code, unknown["Location"]) == (303, f"{ASK}?sent")
        first, second = (Letter.objects.get(to=to) for to in (KIM, "nobody@reader.example"))
        assert first.subject == second.subject
        path = re.compile(r"/my-data/\S+/")
        assert path.sub("", first.text) == path.sub("", second.text)
        assert "mailbox" in page(Client().get(f"{ASK}?sent")).one("h1").text

    def test_the_link_tells_nobody_the_address(self) -> None:
        ask()
        path = link()
        subject = signed_links.read(asking.PURPOSE, path.split("/")[-2], now=NOW)
        assert subject == str(DataRequest.objects.get().pk)

    def test_an_address_gets_a_few_mails_a_day_and_nobody_is_told(self) -> None:
        answers = {
            (answer.status_code, answer["Location"])
            for number in range(asking.MAILS_A_DAY + 2)
            if (answer := ask(network=f"198.51.{number}.7"))
        }
        assert answers == {(303, f"{ASK}?sent")}
        assert Letter.objects.count() == asking.MAILS_A_DAY

    def test_a_network_asks_only_so_often(self, clock: TimeMachineFixture) -> None:
        for number in range(asking.ASKED_AN_HOUR):
            assert ask(f"{number}@reader.example").status_code == 303
        refused = ask("another@reader.example")
        assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
        assert "try again later" in page(refused).text
        assert page(refused).one("input", name="email")["value"] == "another@reader.example"
        clock.move_to(NOW + 61 * MINUTE)
        assert ask("another@reader.example").status_code == 303

    @pytest.mark.row("X3")
    @pytest.mark.parametrize(
        "email", ["", "kim", "kim@reader.example\nBcc: all@x.example", "k\x00m@x", "a" * 300 + "@x"]
    )
    def test_what_is_no_address_is_refused_with_words(self, email: str) -> None:
        assert ask(email).status_code in {400, 422}
        assert not Letter.objects.exists()

    def test_a_form_of_another_site_is_refused(self) -> None:
        assert ask(**{"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert not Letter.objects.exists()

    def test_requests_are_forgotten_with_their_links(self) -> None:
        ask()
        asking.forget_old(now=NOW + asking.LINK_LASTS - MINUTE)
        assert DataRequest.objects.exists()
        asking.forget_old(now=NOW + asking.LINK_LASTS)
        assert not DataRequest.objects.exists()


class TestSeeing:
    def test_the_page_says_what_is_held(self) -> None:
        article = articles.live()
        comments.published(article, email=KIM)
        comments.pending(article, email=KIM.upper())
        comments.pending(article, email="other@reader.example")
        ask()
        response = Client().get(link())
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
        shown = page(response).text
        assert "1 comment, Published" in shown
        assert "1 comment, Pending" in shown

    def test_what_is_held_about_nobody(self) -> None:
        ask("nobody@reader.example")
        assert "No comments" in page(Client().get(link())).text

    def test_looking_changes_nothing(self) -> None:
        comments.published(articles.live(), email=KIM)
        ask()
        path = link()
        with CaptureQueriesContext(connection) as queries:
            for method in ("get", "head"):
                for where in (path, f"{path}download/", f"{path}?more", ASK):
                    assert getattr(Client(), method)(where).status_code == 200
        assert all(query["sql"].startswith("SELECT") for query in queries)

    @pytest.mark.parametrize("token", ["forged", "MTIzOjE.forged", "x" * 500, "%00", "é.é"])
    def test_a_link_that_was_not_made_here_leads_on(self, token: str) -> None:
        for path in (f"{ASK}{token}/", f"{ASK}{token}/download/"):
            response = Client().get(path)
            assert response.status_code in {400, 410}
            if response.status_code == 410:
                assert ASK in page(response).links()

    def test_a_link_of_yesterday_does_nothing(self, clock: TimeMachineFixture) -> None:
        comments.published(articles.live(), email=KIM)
        ask()
        path = link()
        clock.move_to(NOW + DAY)
        assert Client().get(path).status_code == 410
        assert Client().get(f"{path}download/").status_code == 410
        assert Client().post(path, SURE, headers=OWN_PAGE).status_code == 410
        assert Comment.objects.by_address(KIM).exists()


class TestDownloading:
    def test_everything_is_in_the_file(self) -> None:
        article = articles.live(title="Sleeping better")
        moderator = people.moderator("mo")
        comment = comments.posted(
            article, email=KIM, name="Kim", body="My words.", network="code", trap="machine"
        )
        reason = RejectionReason.OFF_TOPIC
        moderation.reject(comment, by=moderator, now=NOW, reason=reason, note="Not again.")
        Edit.objects.create(comment=comment, body="Words before.", at=NOW, by_name="Kim")
        ProvedAddress.objects.create(email=KIM, proved_at=NOW)
        MailRefusal.objects.create(email=KIM, discussion=comment.discussion, at=NOW)
        message = reports.Message(ErrorReport.Sort.WRONG, "Two and two.", email=KIM)
        reports.report(article.pk, message, now=NOW)
        bans.ban("address", KIM, reason="Ads", ends_at=None, by=moderator, now=NOW)
        ask()
        response = Client().get(f"{link()}download/")
        assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
        assert response["Cache-Control"] == "no-store"
        held = json.loads(response.content)
        [told] = held["comments"]
        assert (told["body"], told["state"], told["network"]) == ("My words.", "rejected", "code")
        assert told["article"] == "Sleeping better"
        assert [each["clue"] for each in told["reasons"]]
        assert told["decisions"][-1]["reason"] == "off_topic"
        assert told["texts_before"][0]["body"] == "Words before."
        assert held["reports_of_errors"][0]["body"] == "Two and two."
        assert held["mail_refused"][0]["discussion"] == "Sleeping better"
        assert held["proved_address"]["proved_at"]
        assert held["bans"][0]["reason"] == "Ads"
        assert held["mail_sent"][0]["subject"].startswith("Your data at")
        # What is about others stays with them.
        for theirs in ("Not again.", '"mo"'):
            assert theirs not in response.content.decode()

    def test_nothing_of_others_and_as_many_queries_for_many(self) -> None:
        article = articles.live()
        comments.published(article, email="other@reader.example", body="Not mine.")
        counted = []
        for _ in range(2):
            comments.published(article, email=KIM)
            with CaptureQueriesContext(connection) as queries:
                held = collect(KIM, now=NOW)
            counted.append(len(queries))
        assert counted[0] == counted[1]
        assert len(held["comments"]) == 2
        assert "Not mine." not in str(held)


class TestErasing:
    def test_it_wants_a_choice_and_a_tick(self) -> None:
        comments.published(articles.live(), email=KIM)
        ask()
        path = link()
        for fields in ({}, {"words": "keep"}, {"sure": "on"}, SURE | {"words": "all"}):
            assert Client().post(path, fields, headers=OWN_PAGE).status_code == 422
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert Client().post(path, SURE, headers=foreign).status_code == 403
        assert Comment.objects.by_address(KIM).exists()

    def test_it_is_done_once_and_its_links_are_closed(self) -> None:
        comments.published(articles.live(), email=KIM, body="My words.")
        ask()
        path = link()
        done = Client().post(path, SURE, headers=OWN_PAGE)
        assert (done.status_code, done["Location"]) == (303, f"{ASK}?erased")
        assert "erased" in page(Client().get(done["Location"])).one("h1").text
        assert Comment.objects.get().body == "My words."
        assert not Comment.objects.by_address(KIM).exists()
        assert Client().post(path, SURE, headers=OWN_PAGE).status_code == 410
        assert not Letter.objects.filter(to=KIM).exists()

    def test_who_has_written_very_much_is_told_to_go_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("comments.privacy.erasing.AT_ONCE", 1)
        monkeypatch.setattr("comments.privacy.erasing.MOST", 1)
        article = articles.live()
        for _ in range(2):
            comments.published(article, email=KIM)
        ask()
        path = link()
        some = Client().post(path, SURE | {"words": "remove"}, headers=OWN_PAGE)
        assert some["Location"] == f"{path}?more"
        assert "some of it is left" in page(Client().get(some["Location"])).text
        rest = Client().post(path, SURE | {"words": "remove"}, headers=OWN_PAGE)
        assert rest["Location"] == f"{ASK}?erased"


class TestInTheDesk:
    PLACE = "/admin/comments/datarequest/erase/"

    @pytest.fixture
    def desk(self, client: Client) -> Client:
        client.force_login(people.administrator())
        return client

    def test_who_wrote_a_letter_is_looked_up_and_erased(self, desk: Client) -> None:
        comment = comments.published(articles.live(), email=KIM)
        opened = page(desk.get(f"{self.PLACE}?comment={comment.pk}"))
        assert opened.one("input", name="email", type="email")["value"] == KIM
        looked = page(desk.post(self.PLACE, {"email": KIM}))
        assert "1 comment, Published" in looked.text
        file = desk.post(self.PLACE, {"email": KIM, "step": "download"})
        assert len(json.loads(file.content)["comments"]) == 1
        erased = desk.post(self.PLACE, {"email": KIM, "step": "remove"}, follow=True)
        assert "1 comment is erased" in page(erased).text
        assert Comment.objects.get().body == ""

    @pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "-1"])
    def test_a_number_that_is_none_asks_for_the_address(self, desk: Client, number: str) -> None:
        opened = desk.get(f"{self.PLACE}?comment={number}")
        assert opened.status_code == 200

    def test_without_an_address_nothing_happens(self, desk: Client) -> None:
        comments.published(articles.live(), email=KIM)
        assert desk.post(self.PLACE, {"email": "kim", "step": "remove"}).status_code == 422
        assert Comment.objects.by_address(KIM).exists()
