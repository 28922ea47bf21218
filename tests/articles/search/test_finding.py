"""What is found and in which order, on every database alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, schedules
from articles.models import Kind, SearchDocument
from articles.search import MAX_HITS, Hits, find, finding, words_of
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels, pages, people

pytestmark = pytest.mark.django_db


def look_for(query: str, **options: object) -> Hits:
    return find(words_of(query), **{"now": NOW, **options})  # type: ignore[arg-type]


def titles(query: str, **options: object) -> list[str]:
    return [hit.title for hit in look_for(query, **options)]


@pytest.mark.row("Q1")
class TestWhatIsFound:
    def test_every_word_must_occur_somewhere(self) -> None:
        articles.live(
            title="Sleeping better",
            summary="At night.",
            body="<p>Lie <em>down</em>.</p>",
            authors=[people.author("Ana Alonso")],
        )
        articles.live(
            title="Walking",
            summary="By day.",
            body="<p>Get up.</p>",
            authors=[people.author("Bo Berg")],
        )
        for query in ("sleeping", "NIGHT", "down", "better down night", "alonso", "ana better"):
            assert titles(query) == ["Sleeping better"], query
        assert titles("sleeping walking") == []
        assert titles("") == []

    def test_titles_come_before_summaries_people_and_texts(self) -> None:
        articles.live(title="In the text", summary="Plain", body="<p>On naps at noon.</p>")
        articles.live(title="By a person", summary="Plain", authors=[people.author("Nora Naps")])
        articles.live(title="In the summary", summary="On naps.")
        articles.live(title="Naps", summary="Plain")
        found = titles("naps")
        assert found[:2] == ["Naps", "In the summary"]
        assert sorted(found[2:]) == ["By a person", "In the text"]

    def test_titles_of_articles_come_before_questions(self) -> None:
        for number in range(3):
            faqs.live(question=f"Is nap {number} a nap?", answer="<p>Brief.</p>")
        articles.live(title="A nap at noon", body="<p>Text.</p>" * 50)
        assert titles("nap")[0] == "A nap at noon"

    def test_among_equals_the_newest_comes_first(self) -> None:
        for title, age in (("Oldest", 3), ("Newest", 1), ("Middle", 2)):
            articles.live(title=title, body="<p>On naps.</p>", now=NOW - age * DAY)
        assert titles("naps") == ["Newest", "Middle", "Oldest"]

    def test_questions_are_found_where_an_article_shows_them(self) -> None:
        alone = faqs.live(question="How long is a nap?", slug="long", answer="<p>Brief.</p>")
        shown = faqs.live(question="May I drive?", slug="drive", answer="<p>Not after a nap.</p>")
        articles.live(title="First", slug="first", faqs=[shown], now=NOW - DAY)
        articles.live(title="Second", slug="second", faqs=[shown])
        found = {hit.title: hit for hit in look_for("nap")}
        assert found.keys() == {"How long is a nap?", "May I drive?"}
        assert {hit.kind for hit in found.values()} == {Kind.FAQ}
        assert found["May I drive?"].path == "/articles/first/#question-drive"
        assert found["How long is a nap?"].path == f"/faq/{alone.slug}/"

    def test_the_anchor_of_a_question_is_on_the_page(self, client: object) -> None:
        shown = faqs.live(question="May I drive?", slug="drive")
        articles.live(title="Home", slug="home", faqs=[shown])
        [hit] = look_for("drive")
        path, _, anchor = hit.path.partition("#")
        page = client.get(path).content.decode()  # type: ignore[attr-defined]
        assert f'id="{anchor}"' in page

    def test_case_accents_and_signs_make_no_difference(self) -> None:
        articles.live(title="Crème brûlée à la Größe", body="<p>β-Linolensäure, 5mg/day.</p>")
        for query in ("creme", "CRÈME BRÛLÉE", "brûlée,creme", "grosse", "GRÖSSE", "linolensaure",
                      "LINOLENSÄURE", "5mg", '"creme brulee"', "creme*"):  # fmt: skip
            assert len(titles(query)) == 1, query

    @pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"', "*", "(", "-", "💤", "\u0301"])
    def test_signs_are_not_looked_for(self, query: str) -> None:
        articles.live(title=f"With {query} in it")
        assert titles(query) == []
        assert titles(f"{query} with") == [f"With {query} in it"]

    @pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR"])
    def test_operators_are_words(self, word: str) -> None:
        articles.live(title="Plain", body="<p>Something else.</p>")
        assert titles(f"plain {word}") == []
        articles.live(title=f"Plain {word}")
        assert titles(f"plain {word}") == [f"Plain {word}"]

    def test_markup_is_not_text(self) -> None:
        articles.live(body='<p>Text <a href="https://example.org/hidden">link</a></p>')
        assert titles("href") == titles("hidden") == []

    def test_a_category_holds_its_children(self) -> None:
        sleep = labels.category("Sleep")
        articles.live(title="Nap one", category=sleep)
        articles.live(title="Nap two", category=labels.category("Naps", parent=sleep))
        articles.live(title="Nap three", category=labels.category("Food"))
        assert sorted(titles("nap", category=sleep)) == ["Nap one", "Nap two"]

    def test_pages_are_not_articles(self) -> None:
        pages.live(title="About naps")
        assert titles("naps") == []


@pytest.mark.row("Q3")
class TestTolerance:
    def test_beginnings_find_longer_words(self) -> None:
        articles.live(title="Botulinum injections")
        assert titles("botu") == titles("bot inj") == titles("injection") == titles("BÓTU")
        assert titles("botu") == ["Botulinum injections"]
        # Two letters begin too many words.
        assert titles("bo") == []

    def test_the_word_itself_counts_more_than_a_longer_one(self) -> None:
        articles.live(title="The night", now=NOW - DAY)
        articles.live(title="The nightmare")
        assert titles("night") == ["The night", "The nightmare"]

    @pytest.mark.parametrize("typed", ["botx", "btoox", "bottox", "botix", "votox", "boto x"])
    def test_one_typing_error_is_forgiven(self, typed: str) -> None:
        articles.live(title="Botox", body="<p>Both of them.</p>")
        articles.live(title="Both", body="<p>Of those.</p>", now=NOW - DAY)
        assert titles(typed)[:1] == (["Botox"] if " " not in typed else [])

    def test_only_words_that_occur_nowhere_are_replaced(self) -> None:
        articles.live(title="Sleeping better")
        articles.live(title="Sleeping bitter")
        found = look_for("sleping better")
        assert [hit.title for hit in found] == ["Sleeping better"]
        assert found.words == ["sleeping", "better"]
        assert titles("walking better") == []


@pytest.mark.row("Q4")
class TestNothingHidden:
    def test_nothing_unpublished_is_found(self) -> None:
        articles.draft(title="Secret nap")
        articles.approved(title="Approved nap")
        articles.scheduled(title="Planned nap")
        articles.withdrawn(title="Gone nap", now=NOW - 9 * DAY)
        live = articles.live(title="Known", body="<p>Text</p>")
        articles.revise(live, title="Known nap", body="<p>nap</p>")
        assert titles("nap") == []

    def test_what_is_withdrawn_is_gone_at_once(self) -> None:
        article = articles.live(title="A nap", now=NOW - DAY)
        assert titles("nap") == ["A nap"]
        publishing.withdraw(article, by=people.editor(), now=NOW, reason="Wrong.")
        assert titles("nap") == []
        articles.republish(article, now=NOW, title="A better nap")
        assert titles("nap") == ["A better nap"]

    def test_a_schedule_comes_true_without_anybody(self) -> None:
        article = articles.live(title="Old nap", now=NOW - DAY)
        articles.revise(article, title="New siesta", body="<p>Text.</p>")
        articles.publish(article, now=NOW, at=NOW + HOUR)
        assert titles("nap") == ["Old nap"]
        assert titles("siesta") == []
        later = NOW + HOUR
        assert titles("nap", now=later) == []
        assert titles("siesta", now=later) == ["New siesta"]
        schedules.follow_up(now=later)
        assert titles("siesta", now=later) == ["New siesta"]

    def test_a_cancelled_schedule_never_comes_true(self) -> None:
        article = articles.live(title="Old nap", now=NOW - DAY)
        articles.revise(article, title="New siesta", body="<p>Text.</p>")
        articles.publish(article, now=NOW, at=NOW + HOUR)
        publishing.cancel_schedule(article, by=people.editor(), now=NOW)
        assert titles("siesta", now=NOW + DAY) == []
        assert titles("nap", now=NOW + DAY) == ["Old nap"]

    def test_a_former_text_is_forgotten(self) -> None:
        article = articles.live(title="Old nap", now=NOW - DAY)
        articles.republish(article, now=NOW, title="New siesta", body="<p>Text.</p>")
        assert titles("nap") == []
        assert [d.title for d in SearchDocument.objects.all()] == ["new siesta"]

    def test_a_withdrawn_question_is_gone_though_articles_list_it(self) -> None:
        faq = faqs.live(question="May I nap?", now=NOW - DAY)
        articles.live(title="Home", faqs=[faq])
        publishing.withdraw(faq, by=people.editor(), now=NOW, reason="Wrong.")
        assert titles("nap") == []

    def test_a_question_never_leads_to_a_hidden_article(self) -> None:
        faq = faqs.live(question="May I nap?", slug="nap")
        articles.scheduled(title="Planned", faqs=[faq])
        articles.draft(title="Draft", faqs=[faq])
        [hit] = look_for("nap")
        assert hit.path == "/faq/nap/"

    def test_hidden_words_are_not_offered_for_others(self) -> None:
        articles.scheduled(title="Zanubrutinib", at=NOW + DAY)
        found = look_for("zanubrutinb")
        assert list(found) == []
        assert found.words == ["zanubrutinb"]
        # As the beginning of a public word, a hidden one stays hidden, too.
        articles.live(title="Zanubrutinibs")
        assert look_for("zanubrutnib").words == ["zanubrutnib"]


class TestCost:
    def test_queries_do_not_grow(self) -> None:
        for number in range(3):
            articles.live(title=f"Nap {number}")
        found = look_for("nap")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(found) == 3
            assert len(found[:12]) == 3
            assert found[0].title
        assert len(queries) == 4

    @pytest.mark.sqlite
    def test_it_goes_from_what_is_found_to_editions_and_not_through_all_of_them(self) -> None:
        articles.live(title="Nap rooms", faqs=[faqs.live(question="A nap?")])
        with CaptureQueriesContext(connection) as queries:
            assert len(look_for("nap")[:9]) == 2
        steps = [step for query in queries for step in self.plan_of(query["sql"])]
        of_editions = {step.partition(" (")[0] for step in steps if " articles_edition " in step}
        assert of_editions == {
            "SEARCH articles_edition USING COVERING INDEX edition_searched",
            "SEARCH articles_edition USING INTEGER PRIMARY KEY",
        }

    def plan_of(self, sql: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return [step for *_, step in cursor.fetchall()]

    def test_a_search_in_vain_asks_few_more(self) -> None:
        articles.live(title="Nap")
        with CaptureQueriesContext(connection) as queries:
            assert len(look_for("one two three four five sixx seven eight")) == 0
        assert len(queries) <= 6

    def test_no_more_than_the_best_are_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert MAX_HITS == finding.MAX_HITS
        monkeypatch.setattr(finding, "MAX_HITS", 2)
        for number in range(3):
            articles.live(title=f"Nap {number}")
        assert len(look_for("nap")) == 2

    def test_of_very_many_the_newest_and_the_titles_are_ranked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(finding, "MAX_HITS", 2)
        articles.live(title="An old nap", body="<p>Text.</p>", now=NOW - 9 * DAY)
        for number in range(4):
            articles.live(title=f"Text {number}", body="<p>On a nap.</p>")
        assert titles("nap") == ["An old nap", "Text 3"]

    def test_where_words_are_found_often_enough_longer_ones_count_in_titles_only(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        articles.live(title="Naps", body="<p>Text.</p>", now=NOW - 9 * DAY)
        for number, word in enumerate(("nap", "nap", "napping")):
            articles.live(title=f"Text {number}", body=f"<p>On a {word}.</p>")
        assert titles("nap") == ["Naps", "Text 2", "Text 1", "Text 0"]
        monkeypatch.setattr(finding, "MAX_HITS", 2)
        assert titles("nap") == ["Naps", "Text 1"]
