"""What search looks through, its index in each database, and documents of all there is."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone

from articles.search.folding import words_in

BATCH = 200
MAX_TEXT = 200_000

# The index keeps no copy of the texts; to forget a row it is told what the row was.
_NEW = "INSERT INTO articles_searchindex (rowid, title, summary, people, body) VALUES (new.edition_id, new.title, new.summary, new.people, new.body);"
_OLD = "INSERT INTO articles_searchindex (articles_searchindex, rowid, title, summary, people, body) VALUES ('delete', old.edition_id, old.title, old.summary, old.people, old.body);"

INDEX = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE articles_searchindex USING fts5(
            title, summary, people, body,
            content='articles_searchdocument', content_rowid='edition_id',
            tokenize='unicode61 remove_diacritics 2', prefix='3 4'
        )
        """,
        f"CREATE TRIGGER articles_searchdocument_added AFTER INSERT ON articles_searchdocument BEGIN {_NEW} END",
        f"CREATE TRIGGER articles_searchdocument_removed AFTER DELETE ON articles_searchdocument BEGIN {_OLD} END",
        f"CREATE TRIGGER articles_searchdocument_changed AFTER UPDATE ON articles_searchdocument BEGIN {_OLD} {_NEW} END",
    ],
    "postgresql": [
        """
        ALTER TABLE articles_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title), 'A')
            || setweight(to_tsvector('simple', summary), 'B')
            || setweight(to_tsvector('simple', people), 'C')
            || setweight(to_tsvector('simple', body), 'D')
        ) STORED
        """,
        "CREATE INDEX articles_searchdocument_vector ON articles_searchdocument USING gin (vector)",
    ],
}
NO_INDEX = {
    # The triggers would look for the index while the rows go.
    "sqlite": [
        "DROP TRIGGER articles_searchdocument_added",
        "DROP TRIGGER articles_searchdocument_removed",
        "DROP TRIGGER articles_searchdocument_changed",
        "DROP TABLE articles_searchindex",
    ],
    # The column and its index go with the table.
    "postgresql": [],
}


def create_index(apps, schema_editor):
    for statement in INDEX[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    for statement in NO_INDEX[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def write_documents(apps, schema_editor):
    """Write a document of each edition that readers have or will have."""
    Edition = apps.get_model("articles", "Edition")
    open_or_later = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
    wanted = Edition.objects.filter(open_or_later, outcome="content").exclude(
        live_until=F("live_from")
    )
    shown = wanted.select_related("team").prefetch_related("contributions__author").order_by("pk")
    last = 0
    while batch := list(shown.filter(pk__gt=last)[:BATCH]):
        _write(apps, batch)
        last = batch[-1].pk


def _write(apps, editions):
    SearchDocument = apps.get_model("articles", "SearchDocument")
    SearchWord = apps.get_model("articles", "SearchWord")
    rows = []
    words: set[str] = set()
    for edition in editions:
        people = [c.author.name for c in edition.contributions.all()]
        people += [edition.team.name] if edition.team else []
        texts = {
            "title": edition.title,
            "summary": edition.summary,
            "people": " ".join(people),
            "body": edition.search_text[len(edition.title) + len(edition.summary) + 2 :],
        }
        folded = {name: words_in(text[:MAX_TEXT]) for name, text in texts.items()}
        rows.append(
            SearchDocument(edition=edition, **{name: " ".join(w) for name, w in folded.items()})
        )
        words.update(*folded.values())
    SearchDocument.objects.bulk_create(rows)
    SearchWord.objects.bulk_create(
        (SearchWord(word=word) for word in sorted(words)), ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("title", models.TextField()),
                ("summary", models.TextField()),
                ("people", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "verbose_name": "search document",
                "verbose_name_plural": "search documents",
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={"verbose_name": "known word", "verbose_name_plural": "known words"},
        ),
        migrations.RunPython(create_index, drop_index),
        migrations.RunPython(write_documents, migrations.RunPython.noop),
    ]
