from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pagecache", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="purge",
            name="told_at",
            field=models.DateTimeField(
                null=True, help_text="When the CDN was told for the first of two times."
            ),
        ),
    ]
