"""On PostgreSQL, what is published goes into the indexes of search at once.

By default new words wait in a list that each search reads from end to end until somebody
vacuums: up to 4 MB of it, which took longer than the search itself.
"""

from django.db import migrations

INDEXES = ("articles_searchdocument_vector", "articles_searchdocument_titles")


def write_at_once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} SET (fastupdate = off)", params=None)
            schema_editor.execute(f"SELECT gin_clean_pending_list('{index}')", params=None)


def let_wait(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} RESET (fastupdate)", params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk")]

    operations = [migrations.RunPython(write_at_once, let_wait)]
