"""Titles get an index of their own on SQLite, too: of a common word it is read in no time."""

from django.db import migrations

# Like the index of texts, it keeps no copy; unlike it, only which words stand in a title.
_NEW = "INSERT INTO articles_searchtitles (rowid, title) VALUES (new.edition_id, new.title);"
_OLD = "INSERT INTO articles_searchtitles (articles_searchtitles, rowid, title) VALUES ('delete', old.edition_id, old.title);"

INDEX = [
    """
    CREATE VIRTUAL TABLE articles_searchtitles USING fts5(
        title, content='articles_searchdocument', content_rowid='edition_id',
        tokenize='unicode61 remove_diacritics 2', detail='none', prefix='3 4'
    )
    """,
    f"CREATE TRIGGER articles_searchtitles_added AFTER INSERT ON articles_searchdocument BEGIN {_NEW} END",
    f"CREATE TRIGGER articles_searchtitles_removed AFTER DELETE ON articles_searchdocument BEGIN {_OLD} END",
    f"CREATE TRIGGER articles_searchtitles_changed AFTER UPDATE ON articles_searchdocument BEGIN {_OLD} {_NEW} END",
    "INSERT INTO articles_searchtitles (articles_searchtitles) VALUES ('rebuild')",
]
NO_INDEX = [
    "DROP TRIGGER articles_searchtitles_added",
    "DROP TRIGGER articles_searchtitles_removed",
    "DROP TRIGGER articles_searchtitles_changed",
    "DROP TABLE articles_searchtitles",
]


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in INDEX:
            schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in NO_INDEX:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_lists_at_scale")]

    operations = [migrations.RunPython(create_index, drop_index)]
