"""The publish gate, check by check."""

import pytest

from articles import editing, gate
from articles.models import Article
from tests.builders import articles, faqs, images, pages

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


def found(article: Article) -> list[tuple[str, str, str]]:
    problems = gate.check(editing.latest_revision(article))
    assert all(problem.message for problem in problems)
    return [(problem.level, problem.check_id, problem.field) for problem in problems]


def test_what_the_builders_make_is_clean() -> None:
    assert [found(each()) for each in (articles.draft, faqs.draft, pages.draft)] == [[], [], []]


@pytest.mark.parametrize("build", [articles.draft, pages.draft])
def test_an_empty_text(build: object) -> None:
    assert found(build(body="<p> </p>")) == [("error", "text.empty", "body")]  # type: ignore[operator]


def test_an_empty_answer() -> None:
    assert found(faqs.draft(answer="")) == [("error", "text.empty", "body")]


def test_an_article_needs_a_place_and_a_byline() -> None:
    assert found(articles.draft(category=None, authors=[], summary="")) == [
        ("error", "category.missing", "category"),
        ("error", "byline.missing", "contributors"),
        ("warning", "summary.missing", "summary"),
    ]


def test_a_reviewer_alone_is_no_byline() -> None:
    article = articles.draft()
    contributors = [{"author": article.contributions.get().author_id, "role": "medical_reviewer"}]
    articles.revise(article, contributors=contributors)
    assert found(article) == [("error", "byline.missing", "contributors")]


@pytest.mark.row("M3")
class TestPictures:
    def test_a_picture_needs_words_or_the_tick(self) -> None:
        article = articles.draft(picture=images.image(title="bedroom.jpg"), picture_alt="  ")
        assert found(article) == [("error", "alt.missing", "lead_image_alt")]
        lead = editing.latest_revision(article).data["lead_image"]
        articles.revise(article, lead_image={**lead, "decorative": True})
        assert found(article) == []

    @pytest.mark.parametrize("alt", ["", ' alt=""', ' alt="  "'])
    def test_a_picture_in_the_text_needs_words_or_the_tick(self, alt: str) -> None:
        bed = images.image().reference
        body = f'<p>Text</p><figure><img src="{bed}"{alt}></figure>'
        assert found(articles.draft(body=body)) == [("error", "alt.missing", "body")]
        for words in ('alt="A bed"', 'alt="" role="presentation"'):
            body = f'<p>Text</p><figure><img src="{bed}" {words}></figure>'
            assert found(articles.draft(body=body)) == []

    def test_each_picture_is_counted(self) -> None:
        bed = images.image().reference
        body = f'<p>Text<img src="{bed}" alt="A bed"><img src="{bed}"></p>'
        [problem] = gate.check(editing.latest_revision(articles.draft(body=body)))
        assert "Picture 2" in problem.message


def test_a_picture_of_another_site_is_an_error() -> None:
    body = '<p>Text <img src="https://elsewhere.example/x.png" alt="A bed"></p>'
    assert found(articles.draft(body=body)) == [("error", "picture.elsewhere", "body")]


def test_a_picture_that_is_not_in_the_library_is_an_error() -> None:
    body = '<p>Text <img src="/images/999999/" alt="A bed"></p>'
    assert [level for level, _id, _field in found(articles.draft(body=body))] == ["error"]


@pytest.mark.row("A13")
def test_markers_and_sources_belong_together() -> None:
    body = "<p>One [1], five [5], none [0], code <code>[7]</code>.</p>"
    assert found(articles.draft(body=body, sources=["Used", "Not used"])) == [
        ("error", "source.undefined", "sources"),
        ("error", "source.undefined", "sources"),
        ("warning", "source.unused", "sources"),
    ]


def test_errors_come_first_and_every_message_says_what_to_do() -> None:
    article = articles.draft(body="", category=None, authors=[], summary="", sources=["Not used"])
    levels = [level for level, _id, _field in found(article)]
    assert levels == sorted(levels)
    problems = gate.check(editing.latest_revision(article))
    assert gate.errors(problems) == problems[: levels.count("error")]
