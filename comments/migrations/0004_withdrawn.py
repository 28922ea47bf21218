"""Writers take their comments back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_trust")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="withdrawn_at",
            field=models.DateTimeField(
                help_text="When its writer took it back, for good.",
                null=True,
                verbose_name="withdrawn",
            ),
        )
    ]
