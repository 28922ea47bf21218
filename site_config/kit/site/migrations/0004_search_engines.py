from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0002_moderation_of_first_comments"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="tells_questions",
            field=models.BooleanField(
                default=True,
                help_text="As FAQPage of schema.org, in the words that readers see.",
                verbose_name="tell search engines which questions a page answers",
            ),
        ),
    ]
