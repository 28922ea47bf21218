"""Who at the desk is mailed about what."""

from typing import Any

import pytest
from django.test import Client

from articles import notes, publishing, schedules, workflow
from articles.editing import latest_revision
from articles.models import Article, MailPreference
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, HOUR, NOW, articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("N8")]

LONG_NOTE = "First, the doses are wrong.\n\n" + "Mind the sources. " * 25


@pytest.fixture
def article() -> Article:
    """Started by the writer, with a second writer and one who has no login in its byline."""
    authors = [people.author("Ben", user=people.writer("ben")), people.author("Ana")]
    return articles.draft(title="Sleep", authors=authors)


@pytest.fixture
def told(article: Article) -> Any:
    """Whom letters went to since the last call, with what came before the at sign."""
    Letter.objects.all().delete()

    def told() -> list[str]:
        found = sorted(letter.to.partition("@")[0] for letter in Letter.objects.all())
        Letter.objects.all().delete()
        return found

    return told


def submit(article: Article, **more: Any) -> None:
    workflow.submit(article, by=people.writer(), now=NOW, **more)


def approve(article: Article, **more: Any) -> None:
    workflow.approve(latest_revision(article), by=people.editor(), now=NOW, **more)


def test_a_submission_is_told_to_those_who_may_review(article: Article, told: Any) -> None:
    people.editor()
    people.editor("eve")
    people.administrator()
    people.reviewer()
    people.moderator()
    submit(article)
    assert told() == ["administrator", "editor", "eve"]


def test_nobody_is_told_of_what_they_did(told: Any) -> None:
    people.editor("eve")
    mine = articles.draft(title="Mine", by=people.editor())
    told()
    workflow.submit(mine, by=people.editor(), now=NOW)
    assert told() == ["eve"]


@pytest.mark.parametrize("field", ["is_active", "is_staff", "email"])
def test_who_has_left_is_not_told(article: Article, told: Any, field: str) -> None:
    people.editor()
    gone = people.editor("gone")
    setattr(gone, field, "" if field == "email" else False)
    gone.save()
    submit(article)
    assert told() == ["editor"]


@pytest.mark.row("E3")
def test_writers_get_the_whole_note_of_a_decision(article: Article, told: Any) -> None:
    submit(article)
    told()
    workflow.request_changes(article, by=people.editor(), now=NOW, note=LONG_NOTE)
    letter = Letter.objects.filter(to="writer@desk.example").get()
    assert letter.subject == "editor requested changes to “Sleep”"
    assert LONG_NOTE in letter.text
    assert f"/admin/articles/article/{article.pk}/change/" in letter.text
    assert "/admin/my-mails/" in letter.text
    assert told() == ["ben", "writer"]
    submit(article)
    told()
    approve(article, note="Well done & soon live.")
    assert "Well done & soon live." in Letter.objects.all()[0].text
    assert told() == ["ben", "writer"]


def test_writers_are_told_what_readers_see(article: Article, told: Any) -> None:
    submit(article)
    approve(article)
    told()
    revision = latest_revision(article)
    publishing.publish(revision, by=people.editor(), now=NOW, at=NOW + DAY)
    assert told() == []
    schedules.follow_up(now=NOW + DAY)
    assert Letter.objects.all()[0].subject == "“Sleep” went live as scheduled"
    assert told() == ["ben", "writer"]
    schedules.follow_up(now=NOW + DAY + HOUR)
    assert told() == []
    publishing.withdraw(article, by=people.editor(), now=NOW + 2 * DAY, reason="Wrong.")
    assert told() == ["ben", "writer"]


def test_what_is_imported_is_told_to_nobody(article: Article, told: Any) -> None:
    publishing.publish_imported(latest_revision(article), by=None, now=NOW, at=NOW - DAY)
    assert told() == []


def test_a_refused_step_is_told_to_nobody(article: Article, told: Any) -> None:
    people.editor()
    with pytest.raises(workflow.WrongStage):
        approve(article)
    assert told() == []


def test_people_choose_which_mails_they_get(article: Article, told: Any, client: Client) -> None:
    people.editor()
    people.editor("eve")
    client.force_login(people.editor())
    page = client.get("/admin/my-mails/")
    assert page.content.count(b"checked") == 5
    # Nothing ticked is nothing sent; and nobody speaks for another.
    eve = people.editor("eve")
    assert client.post("/admin/my-mails/", {"user": eve.pk, "noted": "on"}).status_code == 302
    submit(article)
    assert told() == ["eve"]
    mine = MailPreference.objects.get()
    assert (mine.user, mine.noted, mine.submitted) == (people.editor(), True, False)
    client.post("/admin/my-mails/", {"submitted": "on"})
    workflow.request_changes(article, by=people.administrator(), now=NOW, note="No.")
    told()
    submit(article)
    assert told() == ["administrator", "editor", "eve"]


def test_my_mails_are_for_the_desk_alone(client: Client) -> None:
    assert client.get("/admin/my-mails/").status_code == 302
    client.force_login(people.account("outsider", is_staff=False))
    assert client.get("/admin/my-mails/").status_code == 302


def test_a_note_is_told_to_the_writers_and_who_takes_part(article: Article, told: Any) -> None:
    people.editor("bystander")
    note = notes.write(article, LONG_NOTE, by=people.editor(), now=NOW)
    assert LONG_NOTE.strip() in Letter.objects.all()[0].text
    assert told() == ["ben", "writer"]
    notes.answer(note, "Why?", by=people.writer(), now=NOW)
    assert told() == ["ben", "editor"]
    notes.answer(note, "So.", by=people.reviewer(), now=NOW)
    assert told() == ["ben", "editor", "writer"]


def test_telling_takes_as_many_queries_whoever_is_told(
    article: Article, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        people.editor(f"editor {number}")
    with django_assert_max_num_queries(16):
        submit(article)
    assert Letter.objects.count() == 20
