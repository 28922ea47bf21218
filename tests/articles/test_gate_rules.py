"""The gate: headings, links, what a category asks for, claims and figures, the reading grade."""

import pytest
from django.test import override_settings

from articles import editing, gate, workflow
from articles import labels as label_verbs
from articles.models import Article, Category
from articles.rendering import reading_level
from tests.articles.test_gate import found
from tests.builders import NOW, articles, faqs, images, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


def health(**rules: bool | str) -> Category:
    return labels.category("Heart", is_health=True, **rules)


def messages(article: Article) -> list[str]:
    return [problem.message for problem in gate.check(editing.latest_revision(article))]


def ids(article: Article) -> list[str]:
    return [check_id for _level, check_id, _field in found(article)]


@pytest.mark.row("A14")
class TestHeadings:
    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("<h2>A</h2><p>x</p><h3>B</h3><p>x</p><h4>C</h4><p>x</p><h2>D</h2>", []),
            (
                "<h2>A</h2><p>x</p><h4>C</h4>",
                ["The heading “C” is of level 4 and follows level 2."],
            ),
            ("<p>x</p><h3>B</h3>", ["The heading “B” is of level 3 and follows level 1."]),
        ],
    )
    def test_no_level_is_left_out(self, body: str, said: list[str]) -> None:
        assert messages(articles.draft(body=body)) == said

    def test_a_heading_has_words(self) -> None:
        picture = images.image().reference
        body = f'<p>Text</p><h2><img src="{picture}" alt=""></h2>'
        assert "heading.empty" in ids(articles.draft(body=body))
        described = f'<p>Text</p><h2><img src="{picture}" alt="Naps"></h2>'
        assert ids(articles.draft(body=described)) == []


@pytest.mark.row("A14")
class TestLinks:
    @pytest.mark.parametrize("words", ["here", "Click here!", "<em>Read more</em> …", "this page"])
    def test_words_that_say_nothing(self, words: str) -> None:
        body = f'<p>See <a href="https://who.example/">{words}</a>.</p>'
        assert found(articles.draft(body=body)) == [("warning", "link.vague", "body")]

    def test_words_that_say_something(self) -> None:
        body = '<p>See <a href="https://who.example/">more information about naps</a>.</p>'
        assert ids(articles.draft(body=body)) == []

    def test_readers_must_find_something(self) -> None:
        articles.draft(slug="not-yet")
        articles.live(slug="there")
        articles.scheduled(slug="soon")
        paths = ["/articles/not-yet/#part", "/articles/there/", "/articles/soon/", "/faq/none/"]
        body = "".join(f'<p><a href="{path}">the page on {path}</a></p>' for path in paths)
        said = messages(articles.draft(slug="itself", body=body))
        assert [s.split()[4].strip(",") for s in said] == ["/articles/not-yet/", "/faq/none/"]

    @override_settings(SITE_URL="https://site.example")
    def test_also_where_our_own_name_stands_in_the_address(self) -> None:
        ours = '<p>See <a href="https://site.example/articles/none/">the other page</a>.</p>'
        assert ids(articles.draft(body=ours)) == ["link.unpublished"]
        theirs = ours.replace("site.example", "other.example")
        assert ids(articles.draft(body=theirs)) == []


@pytest.mark.row("E12")
class TestCategories:
    def test_a_source(self) -> None:
        category = health(requires_source=True)
        article = articles.draft(category=category)
        assert found(article) == [("error", "source.missing", "sources")]
        articles.revise(article, body="<p>Text [1]</p>", sources=["A trial"])
        assert found(article) == []

    def test_a_question_stands_under_the_rules_of_its_category_too(self) -> None:
        faq = faqs.draft(category=health(requires_source=True))
        assert found(faq) == [("error", "source.missing", "sources")]

    def test_the_rules_of_a_merged_category_are_those_of_its_target(self) -> None:
        old, target = labels.category("Old"), health(requires_source=True)
        article = articles.draft(category=old)
        label_verbs.merge(old, into=target, by=people.editor(), now=NOW)
        assert ids(article) == ["source.missing"]

    @pytest.mark.row("E2")
    def test_a_medical_sign_off_of_exactly_these_words(self) -> None:
        article = articles.draft(category=labels.category(requires_medical_sign_off=True))
        assert found(article) == [("error", "medical.missing", "category")]
        workflow.sign_off(editing.latest_revision(article), by=people.reviewer(), now=NOW)
        assert found(article) == []
        articles.revise(article, note="Only a note")
        assert found(article) == [], "the words are the same"
        articles.revise(article, body="<p>Other words.</p>")
        assert found(article) == [("error", "medical.missing", "category")]
        articles.revise(article, body=articles.BODY)
        assert found(article) == [], "the words are the same again"

    def test_an_approval_is_no_medical_sign_off(self) -> None:
        article = articles.approved(category=labels.category(requires_medical_sign_off=True))
        assert ids(article) == ["medical.missing"]


@pytest.mark.row("E12")
class TestClaims:
    @pytest.mark.parametrize(
        "claim",
        [
            "This cures colds.", "It is 100 % safe.", "100% effective for all", "There is no risk.",
            "without any side effects", "A guaranteed success", "A miracle of nature",
            "It is completely safe.", "risk-free",
        ],
    )  # fmt: skip
    def test_too_much_is_promised(self, claim: str) -> None:
        article = articles.draft(category=health(), body=f"<p>{claim}</p>")
        assert ("warning", "claim.strong", "body") in found(article)

    @pytest.mark.parametrize(
        "words",
        ["There is no cure.", "A secure home", "The risk is low.", "Ask about side effects."],
    )
    def test_honest_words(self, words: str) -> None:
        body = f"<p>{words} [1]</p>"
        assert ids(articles.draft(category=health(), body=body, sources=["A trial"])) == []

    def test_the_title_and_the_summary_count_too(self) -> None:
        article = articles.draft(category=health(), title="A miracle", summary="It cures.")
        claims = [field for _level, check_id, field in found(article) if check_id == "claim.strong"]
        assert claims == ["title", "summary"]

    def test_a_percentage_wants_a_source_in_its_paragraph(self) -> None:
        body = "<p>It helped 30 % of adults.</p><p>And 12.5 percent of children [1].</p>"
        article = articles.draft(category=health(), body=body, sources=["A trial"])
        assert found(article) == [("warning", "figure.uncited", "body")]
        assert messages(article) == [
            "A figure without a source in its paragraph: “It helped 30 % of adults.”"
        ]

    @pytest.mark.parametrize(
        ("rules", "said"),
        [
            ({}, ("warning", "source.none", "sources")),
            ({"requires_source": True}, ("error", "source.missing", "sources")),
        ],
    )
    def test_an_article_wants_a_source_however_short_it_is(
        self, rules: dict[str, bool], said: tuple[str, str, str]
    ) -> None:
        assert found(articles.draft(category=health(**rules), body="<p>Rest.</p>")) == [said]

    def test_an_answer_in_a_few_words_may_do_without(self) -> None:
        assert found(faqs.draft(category=health(), answer="<p>Rest.</p>")) == []

    def test_elsewhere_than_in_health_anything_goes(self) -> None:
        assert ids(articles.draft(body="<p>A miracle: 100 % safe!</p>")) == []
        assert ids(pages.draft(body="<p>A miracle: 100 % safe!</p>")) == []


@pytest.mark.row("A14")
class TestNotes:
    def test_the_reading_grade_and_a_long_summary_only_inform(self) -> None:
        article = articles.draft(
            body="<p>" + "We sleep at night. " * 12 + "</p>", summary="a" * 161
        )
        assert ids(article) == []
        said = gate.notes(editing.latest_revision(article))
        assert [(p.level, p.check_id) for p in said] == [
            ("note", "reading.grade"), ("note", "summary.long"),
        ]  # fmt: skip

    @override_settings(LANGUAGE_CODE="de")
    def test_other_languages_have_other_formulas(self) -> None:
        article = articles.draft(body="<p>" + "Wir schlafen bei Nacht. " * 12 + "</p>")
        assert gate.notes(editing.latest_revision(article)) == []

    def test_the_formula(self) -> None:
        """13 sentences of 3 words of 1 syllable: 0.39 * 3 + 11.8 * 1 - 15.59."""
        level = reading_level.grade("The cat sleeps. " * 13)
        assert level == pytest.approx(-2.62)
        assert reading_level.grade("Too short.") is None

    def test_harder_words_make_a_higher_grade(self) -> None:
        easy, hard = (
            reading_level.grade(f"{words} " * 10)
            for words in ("You may feel sick.", "Gastrointestinal manifestations predominate.")
        )
        assert easy is not None
        assert hard is not None
        assert easy < hard
