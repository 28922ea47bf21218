"""The desk copy as data: what is put comes out again."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import snapshots
from articles.models import Article
from tests.builders import articles, faqs, images, labels, people
from tests.support.chance import examples

words = st.text(st.characters(exclude_categories=["C"]), max_size=40)


@pytest.mark.row("A1")
class TestRoundTrip(TestCase):
    """Whatever order and number of people, sources and questions: it stays as it was put."""

    @settings(max_examples=examples(15), deadline=None)
    @given(st.data())
    def test_what_is_put_is_taken(self, data: Any) -> None:
        article = articles.draft()
        authors = [people.author(name).pk for name in ("Ana", "Ben", "Cem")]
        questions = [faqs.draft(question=q).pk for q in ("A?", "B?", "C?")]
        roles = st.sampled_from(["writer", "medical_reviewer", "fact_checker"])
        people_of_it = st.tuples(st.sampled_from(authors), roles)
        sources = st.fixed_dictionaries(
            {
                "title": words,
                "publisher": words,
                "year": st.none() | st.integers(0, 2100),
                "url": st.just("https://example.org/"),
                "doi": words,
                "pmid": st.from_regex("[0-9]{0,12}", fullmatch=True),
                "accessed_on": st.none() | st.dates().map(dt.date.isoformat),
            }
        )
        whole = snapshots.blank(
            title=data.draw(words),
            slug="whole",
            summary=data.draw(words),
            body=data.draw(words),
            category=labels.category().pk,
            team=data.draw(st.none() | st.just(people.team().pk)),
            tags=sorted(data.draw(st.sets(st.sampled_from([labels.tag().pk])))),
            position=data.draw(st.integers(0, 100)),
            contributors=[
                {"author": author, "role": role}
                for author, role in data.draw(st.lists(people_of_it, unique=True, max_size=5))
            ],
            sources=data.draw(st.lists(sources, max_size=3)),
            faqs=[{"faq": pk} for pk in data.draw(st.permutations(questions))],
        )
        snapshots.put(article, whole)
        assert snapshots.take(Article.objects.get(pk=article.pk)) == whole


@pytest.mark.django_db
def test_the_picture_is_part_of_it() -> None:
    article = articles.draft(picture=images.image(), picture_alt="Words")
    whole = snapshots.take(article)
    assert whole["lead_image"]["alt"] == "Words"
    snapshots.put(article, {**whole, "lead_image": snapshots.blank()["lead_image"]})
    assert snapshots.take(article)["lead_image"]["image"] is None


def test_a_field_that_no_article_has_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="colour"):
        snapshots.blank(colour="blue")
