from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0003_comment_rules"),
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
