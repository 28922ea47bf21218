"""The five roles of a Masthead desk, as groups."""

from django.db import migrations

ARTICLES = ("articles", "article")
PAGES = ("articles", "page")
FAQS = ("articles", "faq")
IMAGES = ("articles", "image")
COMMENTS = ("comments", "comment")
DISCUSSIONS = ("comments", "discussion")
LABELS = [("articles", name) for name in ("category", "tag", "author", "team")]
ACCOUNTS = [("auth", "user"), ("auth", "group")]


def over(verbs, *models):
    return [(model, f"{verb}_{model[1]}") for model in models for verb in verbs.split()]


WRITER = [
    *over("view add change", ARTICLES, FAQS),
    (ARTICLES, "submit_article"),
    *over("view add", IMAGES),
    *over("view", *LABELS),
    *over("add", ("articles", "tag")),
]
EDITOR = [
    *WRITER,
    *over("view add change", PAGES),
    *[(ARTICLES, f"{verb}_article") for verb in ("edit_any", "review", "publish")],
    *over("change delete", IMAGES),
    *over("add change delete", *LABELS),
]
MEDICAL_REVIEWER = [
    *over("view", ARTICLES, FAQS, PAGES, IMAGES),
    (ARTICLES, "sign_off_article"),
]
MODERATOR = [
    *over("view", COMMENTS),
    (COMMENTS, "moderate_comment"),
    *over("view change", DISCUSSIONS),
]
ADMINISTRATOR = [
    *EDITOR,
    *MEDICAL_REVIEWER,
    *MODERATOR,
    *over("view add change delete", *ACCOUNTS),
]
ROLES = {
    "Writer": WRITER,
    "Editor": EDITOR,
    "Medical reviewer": MEDICAL_REVIEWER,
    "Moderator": MODERATOR,
    "Administrator": ADMINISTRATOR,
}


def create_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, permissions in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, *each) for each in permissions))


def permission(apps, model, codename):
    """The permission's row, made here when migrating has not come to making it yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model[0], model=model[1]
    )
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename.replace("_", " ")}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
