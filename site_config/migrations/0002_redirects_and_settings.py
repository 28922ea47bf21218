"""Redirects, which editors keep, and the settings of the site, which administrators do."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REDIRECTS = [
    ("site_config", "redirect", f"{verb}_redirect") for verb in ("view", "add", "change", "delete")
]
SETTINGS = [("site", "sitesettings", f"{verb}_sitesettings") for verb in ("view", "change")]
ROLES = {"Editor": REDIRECTS, "Administrator": [*REDIRECTS, *SETTINGS]}


def extend_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, permissions in ROLES.items():
        group = Group.objects.filter(name=name).first()
        if group is not None:
            group.permissions.add(*(permission(apps, *each) for each in permissions))


def permission(apps, app, model, codename):
    """The permission's row, made here when migrating has not come to making it yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename.replace("_", " ")}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("site_config", "0001_roles"),
        ("site", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Redirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "old_path",
                    models.CharField(
                        help_text="For example /2019/05/sleep.html. A slash at its end makes no difference.",
                        max_length=250,
                        unique=True,
                        verbose_name="old path",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        help_text="A path of this site, or an address that begins with https://.",
                        max_length=500,
                        verbose_name="new address",
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False, verbose_name="made")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
                "ordering": ["old_path"],
            },
        ),
        migrations.RunPython(extend_roles, migrations.RunPython.noop),
    ]
