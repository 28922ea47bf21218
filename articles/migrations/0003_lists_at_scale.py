"""Lists, sitemaps and schedules find their editions in an index; how many are open is kept."""

from django.db import migrations, models

# SQLite's index knows the column of a word.
TITLES = """
    CREATE INDEX articles_searchdocument_titles ON articles_searchdocument
    USING gin (to_tsvector('simple', title))
"""


def create_index_of_titles(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TITLES, params=None)


def drop_index_of_titles(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX articles_searchdocument_titles")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenCount",
            fields=[
                (
                    "article_kind",
                    models.CharField(
                        choices=[("article", "Article"), ("page", "Page"), ("faq", "FAQ")],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("editions", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "number of open editions",
                "verbose_name_plural": "numbers of open editions",
            },
        ),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_kind_newest",
        ),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_category_newest",
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=[
                    "article_kind",
                    "outcome",
                    "-first_published_at",
                    "-article",
                    "live_from",
                    "live_until",
                    "category",
                ],
                name="edition_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=[
                    "category",
                    "article_kind",
                    "outcome",
                    "-first_published_at",
                    "-article",
                    "live_from",
                    "live_until",
                ],
                name="edition_category_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=[
                    "team",
                    "article_kind",
                    "outcome",
                    "-first_published_at",
                    "-article",
                    "live_from",
                    "live_until",
                ],
                name="edition_team_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["article_kind", "outcome", "-modified_at"], name="edition_modified"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["article", "outcome", "article_kind"], name="edition_of_article"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["path", "outcome", "article_kind"], name="edition_at_path"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["live_from"], name="edition_live_from"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["live_until"], name="edition_live_until"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("followed_up_at__isnull", True)),
                fields=["live_from"],
                name="edition_not_followed_up",
            ),
        ),
        migrations.RemoveIndex(model_name="article", name="article_kind_stage"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["kind", "stage", "-updated_at", "-id"], name="article_kind_stage_updated"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["stage", "-updated_at", "-id"], name="article_stage_updated"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["created_by", "kind", "-updated_at", "-id", "stage"],
                name="article_of_creator",
            ),
        ),
        migrations.RunPython(create_index_of_titles, drop_index_of_titles),
    ]
