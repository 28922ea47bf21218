"""In whose role somebody of the staff writes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import labels
from articles.models import Article, Author
from comments.clinicians import is_clinician
from comments.models import Comment
from tests.builders import NOW, articles, comments, people
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP12")]


def badges(article: Article) -> list[str]:
    whole = page(Client().get(article.desk_path)).one("section", id="comments")
    return [badge.text for badge in whole.all(class_="comment-badge")]


def test_editors_authors_and_clinicians_are_told_apart_and_readers_have_none() -> None:
    writer, doctor, editor = map(people.account, ["writes", "heals", "edits"])
    author = people.author("Wanda Writes", credentials="MSc", user=writer)
    people.author("Hanna Heals", credentials="MD", user=doctor)
    article = articles.live(authors=[author])
    comments.published(article)
    for account in (writer, doctor, editor):
        comments.posted(article, by=account)
    assert badges(article) == ["Author", "Clinician", "Editors"]
    elsewhere = articles.live(title="Another", authors=[people.author("Somebody Else")])
    comments.posted(elsewhere, by=writer)
    comments.posted(elsewhere, by=doctor)
    assert badges(elsewhere) == ["Editors", "Clinician"]


@pytest.mark.parametrize(
    ("credentials", "is_one"),
    [
        *[(each, True) for each in ("MD", "M.D., PhD", "RN, MSc", "Registered Nurse", "Médica")],
        *[(each, False) for each in ("", "MSc", "PhD, MPH", "what we do", "Health editor")],
    ],
)
def test_only_who_treats_patients_is_a_clinician(credentials: str, is_one: bool) -> None:
    assert is_clinician(credentials) == is_one


def test_badges_cost_no_query() -> None:
    article = articles.live()
    comments.posted(article, by=people.editor())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get(article.desk_path)
        return len(captured)

    queries()
    before = queries()
    for name in ("a", "b", "c"):
        account = people.account(name)
        people.author(f"Author {name}", credentials="MD", user=account)
        comments.posted(article, by=account)
    assert queries() == before
    assert len(badges(article)) == Comment.objects.count() == 4


def test_a_merged_author_takes_the_badge_along() -> None:
    account = people.account("heals")
    old = people.author("Hanna H.", credentials="MD", user=account)
    new = people.author("Hanna Heals")
    article = articles.live(authors=[people.author()])
    comments.posted(article, by=account)
    assert badges(article) == ["Clinician"]
    labels.merge(old, into=new, by=people.editor(), now=NOW)
    assert Author.objects.get(pk=new.pk).user == account
    assert badges(article) == ["Editors"]
