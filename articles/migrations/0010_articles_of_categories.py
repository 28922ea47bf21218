"""How many articles a category has is kept, so that its pages need not count them."""

import django.db.models.deletion
from django.db import migrations, models


def count(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    CategoryCount = apps.get_model("articles", "CategoryCount")
    # The words of models and verbs as they were. A category whose articles all end has a count, too.
    found = Edition.objects.filter(article_kind="article", outcome="content", category__gt=0)
    endless = models.Count("pk", filter=models.Q(live_until=None))
    CategoryCount.objects.bulk_create(
        CategoryCount(category_id=category, editions=number)
        for category, number in found.order_by().values_list("category").annotate(number=endless)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_searches_and_reads"),
    ]

    operations = [
        migrations.CreateModel(
            name="CategoryCount",
            fields=[
                (
                    "category",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="open_count",
                        serialize=False,
                        to="articles.category",
                    ),
                ),
                ("editions", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "number of open editions in a category",
                "verbose_name_plural": "numbers of open editions in categories",
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
