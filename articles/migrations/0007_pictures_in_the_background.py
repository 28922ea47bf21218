import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now


def let_all_be_cut_anew(apps, schema_editor):
    """Pictures of the first version have neither AVIF nor crops; the worker makes them."""
    apps.get_model("articles", "Image").objects.update(renditions_due_at=Now())


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_no_pending_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="SocialCard",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="social_card",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("name", models.CharField(max_length=60)),
            ],
        ),
        migrations.AddField(
            model_name="image",
            name="renditions_due_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="image",
            name="tone",
            field=models.CharField(blank=True, editable=False, max_length=10),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=models.Q(("renditions_due_at__isnull", False)),
                fields=["renditions_due_at"],
                name="image_renditions_due",
            ),
        ),
        migrations.RunPython(let_all_be_cut_anew, migrations.RunPython.noop),
    ]
