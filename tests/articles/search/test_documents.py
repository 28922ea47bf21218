"""Writing documents: at publication, and all of them anew."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import SearchDocument, SearchWord
from articles.search import documents, find
from articles.search.folding import MAX_LETTERS
from tests.builders import DAY, NOW, articles, faqs, people

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, ...]]:
    return sorted(SearchDocument.objects.values_list("title", "summary", "people", "body"))


def test_a_document_holds_folded_words() -> None:
    articles.live(
        title="Crème",
        summary="At 5 °C.",
        body="<p>Hold it <b>still</b></p>",
        authors=[people.author("Zoë Ax")],
    )
    assert rows() == [("creme", "at 5 c", "zoe ax", "hold it still")]


def test_a_text_of_any_length_and_language_can_be_published() -> None:
    words = " ".join(f"漢字{number}" for number in range(60_000))
    article = articles.live(title="Long", body=f"<p>{words} {'x' * 5000}</p>")
    assert SearchDocument.objects.get(edition__article=article).body
    assert max(map(len, SearchWord.objects.values_list("word", flat=True))) <= MAX_LETTERS


def test_rebuilding_gives_what_publishing_gave(capsys: pytest.CaptureFixture[str]) -> None:
    faqs.live()
    articles.live(title="Live nap")
    articles.scheduled(title="Planned nap", at=timezone.now() + DAY)
    articles.withdrawn(title="Gone nap", now=NOW - 9 * DAY)
    expected = rows()
    assert len(expected) == 3
    words = set(SearchWord.objects.values_list("word", flat=True))
    SearchDocument.objects.all().delete()
    assert list(find(["nap"], now=NOW)) == []
    for _ in range(2):
        call_command("rebuild_search")
        assert rows() == expected
        assert set(SearchWord.objects.values_list("word", flat=True)) == words - {"gone"}
    assert "3 of 3 editions" in capsys.readouterr().out
    assert [hit.title for hit in find(["live"], now=NOW)] == ["Live nap"]


def test_rebuilding_goes_by_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.management.commands.rebuild_search.BATCH", 2)
    for number in range(5):
        articles.live(title=f"Nap {number}")
    SearchDocument.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert SearchDocument.objects.count() == 5


def test_writing_one_again_replaces_it() -> None:
    article = articles.live(title="Nap")
    edition = article.editions.get()
    edition.title = "Siesta"
    documents.put([edition])
    assert [hit.path for hit in find(["siesta"], now=NOW)] == [edition.path]
    assert list(find(["nap"], now=NOW)) == []
