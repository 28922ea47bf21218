"""Discussions know where their pages begin; moderators find comments by date and address."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower

from comments.pages import THREADS_PER_PAGE, page_starts


def settle(apps: Any, schema_editor: Any) -> None:
    """Work out for the comments that are there what the verbs keep from now on."""
    comments = apps.get_model("comments", "Comment").objects.all()
    start_of = apps.get_model("comments", "PageStart")
    published = Q(state="published")
    below = comments.filter(
        published,
        thread=OuterRef("thread"),
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value("z" * 10)),
    )
    comments.filter(published).update(shown=True)
    comments.exclude(published).filter(Exists(below)).update(shown=True)
    shown = comments.filter(shown=True).order_by()
    sizes = shown.values("discussion").annotate(size=Count("pk"))
    for discussion in sizes.filter(size__gt=THREADS_PER_PAGE).values_list("discussion", flat=True):
        paths = shown.filter(discussion=discussion).order_by("path").values_list("path", flat=True)
        start_of.objects.bulk_create(
            start_of(discussion_id=discussion, number=number, path=path)
            for number, path in enumerate(page_starts(paths.iterator()), start=2)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageStart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=80)),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_starts",
                        to="comments.discussion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["discussion", "path"], name="page_start_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("discussion", "number"), name="page_start_once")
                ],
            },
        ),
        migrations.RemoveIndex(model_name="comment", name="comment_threads"),
        migrations.AlterField(
            model_name="comment",
            name="path",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="comment",
            name="shown",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Published, or holding published answers in place; kept by comments.pages.",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["created_at", "id"], name="comment_created"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=Q(("shown", True)), fields=["discussion", "path"], name="comment_shown"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                Lower("author_email"),
                models.F("state"),
                models.F("created_at"),
                name="comment_address",
            ),
        ),
        migrations.AddIndex(
            model_name="discussion",
            index=models.Index(fields=["mode", "id"], name="discussion_mode"),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop, elidable=True),
    ]
