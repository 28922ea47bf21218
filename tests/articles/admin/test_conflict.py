"""Saving over a newer version: both are shown, one chooses field by field, and nothing is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Kind, UnsavedText
from tests.articles.admin.desk_forms import add_url, change_url, fields_at, rows
from tests.builders import MINUTE, NOW, articles, images, labels, people
from tests.support.reading import Element, fields_of, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("clock"),
    pytest.mark.row("A5"),
]


@pytest.fixture
def writer(client: Client) -> User:
    """A writer who has signed in to the client of the test."""
    client.force_login(people.writer())
    return people.writer()


def collide(
    client: Client, typed: dict[str, Any], **theirs: Any
) -> tuple[Article, Element, dict[str, Any]]:
    """Open an article, let an editor save `theirs`, and send what was `typed` over it.

    Returns the article, the page that comes back, and what its form would send.
    """
    article = articles.draft(title="Sleep", summary="Short.", sources=["A", "B"])
    fields = fields_at(client, change_url(article))
    articles.revise(article, by=people.editor(), now=NOW + MINUTE, **theirs)
    response = client.post(change_url(article), fields | typed)
    assert response.status_code == 409
    page = read(response)
    [form] = [each for each in page.all("form") if each["action"] == conflict_url(article)]
    return article, page, fields_of(form)


def conflict_url(article: Article) -> str:
    return change_url(article).replace("/change/", "/conflict/")


def newest(article: Article) -> Any:
    return article.revisions.first().data


def test_what_only_one_side_changed_is_chosen_already(client: Client, writer: User) -> None:
    article, page, choice = collide(client, {"summary": "Mine."}, title="Theirs", sources=["C"])
    assert {n: v for n, v in choice.items() if n.startswith("choice-")} == {
        "choice-title": "theirs",
        "choice-summary": "yours",
        "choice-sources": "theirs",
    }
    assert "saved by editor, 09:01" in page.text.lower()
    response = client.post(conflict_url(article), choice, follow=True)
    assert "Saved as revision 3." in response.content.decode()
    found = newest(article)
    assert (found["title"], found["summary"]) == ("Theirs", "Mine.")
    assert [source["title"] for source in found["sources"]] == ["C"]
    assert not UnsavedText.objects.exists()


def test_what_both_changed_has_to_be_chosen(client: Client, writer: User) -> None:
    body = "<p>Mine, and long.</p>"
    article, page, choice = collide(client, {"title": "Mine", "body": body}, title="Theirs")
    radios = page.all("input", name="choice-title")
    assert [("checked" in e.attributes, "required" in e.attributes) for e in radios] == [
        (False, True),
        (False, True),
    ]
    again = client.post(conflict_url(article), choice)
    assert again.status_code == 409
    assert "Choose one version of “Title”" in read(again).one(class_="errornote").text
    assert article.revisions.count() == 2
    assert UnsavedText.objects.get().fields["body"] == [body]
    client.post(conflict_url(article), choice | {"choice-title": "yours"})
    assert (newest(article)["title"], newest(article)["body"]) == ("Mine", body)


def test_words_that_differ_are_marked_on_both_sides(client: Client, writer: User) -> None:
    mine = "<p>Most adults need eight hours of sleep or more.</p>"
    _article, page, _choice = collide(
        client, {"body": mine}, body="<p>Most adults need six hours of sleep or more.</p>"
    )
    theirs, yours = page.one(class_="version-theirs"), page.one(class_="version-yours")
    assert theirs.one("del").text == "six"
    assert yours.one("ins").text == "eight"


def test_another_save_meanwhile_shows_the_page_again(client: Client, writer: User) -> None:
    article, _page, choice = collide(client, {"summary": "Mine."}, title="Theirs")
    articles.revise(article, by=people.editor(), summary="Theirs, again")
    again = client.post(conflict_url(article), choice)
    assert again.status_code == 409
    assert article.revisions.count() == 3
    [form] = [each for each in read(again).all("form") if each["action"] == conflict_url(article)]
    choice = fields_of(form)
    # What was chosen before is chosen still.
    assert (choice["choice-title"], choice["choice-summary"]) == ("theirs", "yours")
    assert client.post(conflict_url(article), choice).status_code == 302
    assert (newest(article)["title"], newest(article)["summary"]) == ("Theirs", "Mine.")


def test_every_field_can_be_chosen(client: Client, writer: User) -> None:
    tag, team, image = labels.tag("Calm"), people.team(), images.image()
    typed = {
        "slug": "mine",
        "category": labels.category("Food").pk,
        "team": team.pk,
        "tags": [tag.pk],
        "lead_image": image.pk,
        "lead_image_alt": "A bed",
        **rows("contributions", {"author": people.author("Ben").pk, "role": "writer"}),
        **rows("faq_uses", {"question": "Mine?", "answer": "<p>Yes.</p>"}),
    }
    article, page, choice = collide(client, typed, slug="theirs", category=None, authors=[])
    labelled = [each.text for each in page.all("legend")]
    expected = ["Slug", "Category", "Team", "Tags", "Picture", "People", "Questions"]
    assert labelled == expected
    assert "Mine?" in page.text
    assert "deleted" not in page.text
    # Nothing was written for the page.
    assert not Article.objects.filter(kind=Kind.FAQ).exists()
    names = [name for name in choice if name.startswith("choice-")] + [
        f"choice-{name}" for name in ("slug", "category", "contributors")
    ]
    client.post(conflict_url(article), choice | dict.fromkeys(names, "yours"))
    found = newest(article)
    assert (found["slug"], found["team"], found["tags"]) == ("mine", team.pk, [tag.pk])
    assert (found["lead_image"]["image"], found["lead_image"]["alt"]) == (image.pk, "A bed")
    assert [use.faq.title for use in article.faq_uses.all()] == ["Mine?"]


def test_two_tabs_of_one_person_are_two(client: Client, writer: User) -> None:
    article = articles.draft()
    first, second = (fields_at(client, change_url(article)) for _ in range(2))
    client.post(change_url(article), first | {"title": "First tab"})
    response = client.post(change_url(article), second | {"summary": "Second tab"})
    assert response.status_code == 409
    assert "saved by you" in read(response).one(class_="conflict-lead").text
    article.refresh_from_db()
    assert article.title == "First tab"


def test_the_same_words_on_both_sides_are_no_conflict(client: Client, writer: User) -> None:
    article = articles.draft(title="Sleep")
    fields = fields_at(client, change_url(article))
    articles.revise(article, title="Better", by=people.editor())
    response = client.post(change_url(article), fields | {"title": "Better"}, follow=True)
    assert "What you wrote is saved already." in response.content.decode()
    assert article.revisions.count() == 2


@pytest.mark.parametrize("base", ["", "7", "0"])
def test_a_form_of_an_unknown_version_is_compared_too(
    client: Client, writer: User, base: str
) -> None:
    article = articles.draft(title="Sleep")
    fields = fields_at(client, change_url(article))
    response = client.post(change_url(article), fields | {"title": "Mine", "base_version": base})
    assert response.status_code == 409
    article.refresh_from_db()
    assert article.title == "Sleep"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"title": ""}, "title"), ({"body": "<p>" + "x" * 500_001}, "body")],
    ids=["no title", "too long"],
)
def test_what_could_never_be_saved_is_mended_first(
    client: Client, writer: User, typed: dict[str, str], field: str
) -> None:
    """The rows of the older form are gone; they are shown all the same."""
    article = articles.draft(sources=["A"])
    fields = fields_at(client, change_url(article))
    articles.revise(article, by=people.editor(), title="Theirs")
    response = client.post(change_url(article), fields | typed)
    assert response.status_code == 422
    shown = read(response)
    [wrong] = shown.all("div", class_="errors")
    assert f"field-{field}" in wrong.attributes["class"]
    assert shown.one("input", name="sources-0-title")["value"] == "A"
    assert len(shown.all("ul", class_="errorlist")) == 1


def test_an_address_that_is_taken_is_said_on_the_page(client: Client, writer: User) -> None:
    articles.draft(title="Other", slug="taken")
    article, _page, choice = collide(client, {"slug": "taken"}, title="Theirs")
    again = client.post(conflict_url(article), choice | {"choice-slug": "yours"})
    assert again.status_code == 409
    assert "belongs to “Other”" in read(again).one(class_="errornote").text


def test_a_choice_that_no_longer_fits_comes_back_as_a_form(client: Client, writer: User) -> None:
    gone = labels.category("Gone")
    article, _page, choice = collide(client, {"category": gone.pk}, title="Theirs")
    gone.delete()
    response = client.post(conflict_url(article), choice)
    assert response.status_code == 422
    assert "valid choice" in response.content.decode()


def test_looking_at_the_address_of_a_choice_leads_to_the_form(client: Client, writer: User) -> None:
    article = articles.draft()
    assert client.get(conflict_url(article))["Location"] == change_url(article)
    assert client.get(add_url("article").replace("add/", "conflict/")).status_code in {302, 404}
