"""What a search asks of each edition stands in an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_articles_of_categories"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["id", "article_kind", "outcome", "live_from", "live_until", "category"],
                name="edition_searched",
            ),
        ),
    ]
