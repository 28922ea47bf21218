"""Drafts shown to one named person without an account, who comments and signs off."""

import re

import pytest
from django.db import connection
from django.test import Client
from time_machine import TimeMachineFixture

from articles import sharing
from articles.editing import latest_revision
from articles.errors import EditorialRefusal, LinkClosed, NotPermitted
from articles.models import Action, Article, EditorialNote, ShareLink, ShareVisit, SignOff
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("E9")]

OURS = {"headers": {"Sec-Fetch-Site": "same-origin"}}
SIGN = {"step": "sign_off", "read": "on"}


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def article() -> Article:
    return articles.draft(title="Sleep", body="<p>Seven hours of secret sleep.</p>")


def issue(article: Article, **more: object) -> sharing.Issued:
    fields = {"name": "Ida Iversen", "credential": "MD", "may_sign_off": True, **more}
    return sharing.issue(latest_revision(article), by=people.editor(), now=NOW, **fields)


def path_of(issued: sharing.Issued) -> str:
    return "/" + issued.url.split("/", 3)[3]


def actions(article: Article) -> list[tuple[str, str]]:
    entries = article.history.order_by("pk").values_list("action", "by_name")
    return [entry for entry in entries if entry[0] != Action.CREATED]


def test_its_bearer_reads_the_revision_without_an_account(article: Article, client: Client) -> None:
    place = path_of(issue(article))
    articles.revise(article, title="Other", body="<p>Newer words.</p>")
    response = client.get(place)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Seven hours of secret sleep." in page
    assert "Newer words" not in page
    assert "A draft for Ida Iversen, MD: revision 1." in page
    assert "have gone on writing since" in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in page
    assert not response.cookies
    assert "Leave a Comment" not in page


def test_only_looks_are_logged(article: Article, client: Client, clock: TimeMachineFixture) -> None:
    place = path_of(issue(article))
    client.head(place)
    client.get(place, headers={"Sec-Purpose": "prefetch;prerender"})
    assert ShareVisit.objects.count() == 0
    for moment in (NOW, NOW + MINUTE / 2, NOW + HOUR):
        clock.move_to(moment, tick=False)
        client.get(place)
    assert [visit.at for visit in ShareVisit.objects.all()] == [NOW + HOUR, NOW]


def test_a_closed_link_says_whom_to_ask(
    article: Article, client: Client, clock: TimeMachineFixture
) -> None:
    expiring, revoked = issue(article, days=1), issue(article)
    sharing.revoke(revoked.link, by=people.editor(), now=NOW)
    clock.move_to(NOW + DAY, tick=False)
    for issued in (expiring, revoked):
        for response in (client.get(path_of(issued)), client.post(path_of(issued), SIGN, **OURS)):
            assert response.status_code == 410
            assert "Ask editor, who shared" in response.content.decode()
            assert b"secret sleep" not in response.content
            assert "no-store" in response["Cache-Control"]
    forged = client.get("/shared/forged/")
    assert forged.status_code == 404
    assert b"ask the person who sent it" in forged.content
    assert not SignOff.objects.exists()
    assert not ShareVisit.objects.exists()


def test_a_link_that_closed_meanwhile_gives_the_note_back(article: Article, client: Client) -> None:
    issued = issue(article)
    sharing.revoke(issued.link, by=people.editor(), now=NOW)
    sent = {"step": "note", "note": "Say <where> this comes from."}
    response = client.post(path_of(issued), sent, **OURS)
    assert response.status_code == 410
    assert read(response).one("textarea").source == sent["note"]


def test_the_secret_is_nowhere_in_the_database(article: Article) -> None:
    secret = path_of(issue(article)).split("/")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM articles_sharelink")
        assert secret not in str(cursor.fetchall())
    assert sharing.find(secret) is not None
    assert sharing.find(ShareLink.objects.get().digest) is None


@pytest.mark.row("E10")
def test_a_sign_off_records_name_credential_moment_and_exact_revision(
    article: Article, client: Client, clock: TimeMachineFixture
) -> None:
    revision = latest_revision(article)
    issued = issue(article)
    articles.revise(article, body="<p>Newer words.</p>")
    Letter.objects.all().delete()
    clock.move_to(NOW + HOUR, tick=False)
    # What a bearer sends along changes nothing about who they are.
    forged = {"name": "Dean", "credential": "Professor", "by_name": "Dean", "note": "All right."}
    response = client.post(path_of(issued), SIGN | forged, **OURS)
    assert response.status_code == 303
    signed = SignOff.objects.get()
    assert (signed.by_name, signed.credential, signed.by) == ("Ida Iversen", "MD", None)
    assert (signed.at, signed.revision, signed.sort) == (NOW + HOUR, revision, "medical")
    assert (signed.share_link, signed.note) == (issued.link, "All right.")
    assert (Action.SIGNED_OFF, "Ida Iversen, MD") in actions(article)
    letters = {letter.to: letter.subject for letter in Letter.objects.all()}
    words = "Ida Iversen, MD signed off “Sleep”"
    assert letters == {"editor@desk.example": words, "writer@desk.example": words}
    page = client.get(path_of(issued)).content.decode()
    assert "You signed this revision off on 5 January 2026, 10:00 as Ida Iversen, MD" in page
    again = client.post(path_of(issued), SIGN, **OURS)
    assert again.status_code == 422
    assert SignOff.objects.count() == 1


@pytest.mark.row("E10")
def test_a_sign_off_takes_a_tick_and_a_link_that_allows_it(
    article: Article, client: Client
) -> None:
    place = path_of(issue(article))
    response = client.post(place, {"step": "sign_off", "note": "Nearly right."}, **OURS)
    assert response.status_code == 422
    assert b"Nearly right." in response.content
    reading = path_of(issue(article, may_sign_off=False))
    assert b"sign_off" not in client.get(reading).content
    assert client.post(reading, SIGN, **OURS).status_code == 422
    assert not SignOff.objects.exists()


@pytest.mark.row("E10")
def test_its_bearer_writes_notes(article: Article, client: Client) -> None:
    place = path_of(issue(article))
    Letter.objects.all().delete()
    sent = {"step": "note", "note": "Is <b>seven</b> right?\nSee [1]."}
    assert client.post(place, sent, **OURS).status_code == 303
    note = EditorialNote.objects.get()
    assert (note.by, note.by_name, note.revision) == (None, "Ida Iversen", latest_revision(article))
    assert "Is &lt;b&gt;seven&lt;/b&gt; right?" in client.get(place).content.decode()
    assert (Action.NOTED, "Ida Iversen") in actions(article)
    assert {letter.to for letter in Letter.objects.all()} == {
        "editor@desk.example",
        "writer@desk.example",
    }
    empty = client.post(place, {"step": "note", "note": " "}, **OURS)
    assert empty.status_code == 422
    long = "word " * 1_100
    kept = client.post(place, {"step": "note", "note": long}, **OURS)
    assert kept.status_code == 422
    assert long.strip() in kept.content.decode()


def test_its_bearer_sees_no_other_notes(article: Article, client: Client) -> None:
    issued = issue(article)
    note = sharing.comment(issued.link, "Mine.", now=NOW)
    sharing.comment(issue(article, name="Olaf").link, "Of another reader.", now=NOW)
    articles_note = EditorialNote.objects.create(
        article=article, parent=note, body="For the desk.", at=NOW, by_name="editor"
    )
    page = client.get(path_of(issued)).content.decode()
    assert "Mine." in page
    assert "Of another reader." not in page
    assert articles_note.body not in page


def test_a_bearer_writes_so_many_notes_and_no_more(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_NOTES", 2)
    place = path_of(issue(article))
    statuses = [
        client.post(place, {"step": "note", "note": f"Note {n}"}, **OURS).status_code
        for n in range(3)
    ]
    assert statuses == [303, 303, 422]
    assert EditorialNote.objects.count() == 2


def test_another_website_cannot_write_in_a_bearers_name(article: Article, client: Client) -> None:
    place = path_of(issue(article))
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(place, SIGN, headers=headers).status_code == 403
    assert not SignOff.objects.exists()


def test_an_address_gets_the_link_by_mail(article: Article) -> None:
    issued = issue(article, email="ida@hospital.example")
    letter = Letter.objects.get(to="ida@hospital.example")
    assert issued.url in letter.text
    assert letter.subject == "A text for you to read: “Sleep”"
    assert "until 19 January 2026" in letter.text
    issue(article)
    assert Letter.objects.filter(subject=letter.subject).count() == 1


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": " "}, "name"),
        ({"credential": ""}, "credential"),
        ({"days": 0}, "days"),
        ({"days": 61}, "days"),
    ],
)
def test_a_link_is_for_one_named_person_and_a_time(
    article: Article, fields: dict[str, object], named: str
) -> None:
    with pytest.raises(EditorialRefusal) as refused:
        issue(article, **fields)
    assert refused.value.field == named
    assert not ShareLink.objects.exists()


def test_who_may_share(article: Article) -> None:
    revision = latest_revision(article)
    mine = {"name": "Ida", "credential": "MD", "now": NOW}
    issued = sharing.issue(revision, by=people.writer(), **mine)
    for who in (people.writer("other"), people.reviewer(), people.moderator()):
        with pytest.raises(NotPermitted):
            sharing.issue(revision, by=who, **mine)
        with pytest.raises(NotPermitted):
            sharing.revoke(issued.link, by=who, now=NOW)
    with pytest.raises(NotPermitted):
        sharing.issue(revision, by=people.writer(), may_sign_off=True, **mine)
    sharing.revoke(issued.link, by=people.editor(), now=NOW)
    with pytest.raises(LinkClosed):
        sharing.revoke(issued.link, by=people.editor(), now=NOW)
    assert actions(article) == [(Action.SHARED, "writer"), (Action.SHARE_REVOKED, "editor")]


@pytest.mark.sqlite
class TestTheDesk:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client: Client) -> None:
        client.force_login(people.editor())

    def place(self, article: Article) -> str:
        return f"/admin/articles/article/{article.pk}/share/"

    def fields(self, **more: str) -> dict[str, str]:
        return {"name": "Ida Iversen", "credential": "MD", "days": "14", **more}

    def test_the_address_is_shown_once(self, article: Article, client: Client) -> None:
        page = client.post(self.place(article), self.fields(may_sign_off="on")).content.decode()
        [address] = re.findall(r'value="http://[^"]+(/shared/[^"]+/)"', page)
        assert Client().get(address).status_code == 200
        assert ShareLink.objects.get().may_sign_off
        page = client.get(self.place(article)).content.decode()
        assert "/shared/" not in page
        assert "Looked at 1 time" in page
        assert "open until" in page

    def test_links_are_listed_newest_first(self, article: Article, client: Client) -> None:
        for name in ("Ann", "Bob", "Cat"):
            for _ in range(2):
                sharing.look(issue(article, name=name).link, now=NOW)
        page = client.get(self.place(article)).content.decode()
        found = re.findall(r"<strong>(Ann|Bob|Cat)</strong>", page)
        assert found == ["Cat", "Cat", "Bob", "Bob", "Ann", "Ann"]

    def test_mistakes_keep_what_was_typed(self, article: Article, client: Client) -> None:
        sent = self.fields(credential="", may_sign_off="on", email="no address")
        response = client.post(self.place(article), sent)
        assert response.status_code == 422
        assert b"no address" in response.content
        sent["email"] = ""
        response = client.post(self.place(article), sent)
        assert b"recorded with the sign-off" in response.content
        assert response.status_code == 422
        assert not ShareLink.objects.exists()

    def test_a_writer_cannot_let_anybody_sign_off(self, article: Article, client: Client) -> None:
        client.force_login(people.writer())
        client.post(self.place(article), self.fields(may_sign_off="on"))
        assert not ShareLink.objects.get().may_sign_off
        client.force_login(people.writer("other"))
        assert b"Make the link" not in client.get(self.place(article)).content
        assert client.post(self.place(article), self.fields()).status_code == 403
        assert ShareLink.objects.count() == 1

    def test_a_link_is_revoked_by_post(self, article: Article, client: Client) -> None:
        issued = issue(article)
        revoke = f"{self.place(article)}{issued.link.pk}/revoke/"
        assert client.get(revoke).status_code == 405
        client.force_login(people.reviewer())
        assert client.post(revoke).status_code == 403
        client.force_login(people.editor())
        assert Client().get(path_of(issued)).status_code == 200
        client.post(revoke)
        assert Client().get(path_of(issued)).status_code == 410
        other = articles.draft(title="Other")
        elsewhere = f"{self.place(other)}{issued.link.pk}/revoke/"
        assert client.post(elsewhere).status_code == 404
