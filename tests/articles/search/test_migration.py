"""What was published before there was an index is found after the migration."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from articles.models import SearchDocument, SearchWord
from articles.search import find
from tests.builders import DAY, NOW, articles, faqs, people

migration = import_module("articles.migrations.0002_search")


@pytest.mark.django_db
def test_the_migration_writes_what_publishing_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "BATCH", 2)
    faqs.live()
    articles.live(title="Live nap", team=people.team(), authors=[people.author("Zoë Ax")])
    articles.scheduled(title="Planned nap", at=timezone.now() + DAY)
    articles.withdrawn(title="Gone nap", now=NOW - 9 * DAY)
    expected = list(SearchDocument.objects.order_by("pk").values())
    assert len(expected) == 3
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    migration.write_documents(apps, None)
    assert list(SearchDocument.objects.order_by("pk").values()) == expected
    assert [hit.title for hit in find(["zoe"], now=NOW)] == ["Live nap"]
    assert SearchWord.objects.filter(word="zoe").exists()
