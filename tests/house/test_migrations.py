"""Migrations are complete and stand on their own."""

import pytest
from django.core.management import call_command

from tests.house.code_base import APPS, modules, report

# (migration, module): what a migration may import from a module of models, with the reason.
ALLOWED = {
    ("articles/migrations/0001_initial.py", "articles.models.image"): (
        "the function that names uploaded files, which Django writes into the migration"
    ),
}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("The models changed: run `manage.py makemigrations`.")


def test_migrations_import_no_models() -> None:
    violations = []
    for module in modules(*APPS):
        if not module.is_migration:
            continue
        for found in module.imports:
            if found.module.split(".")[0] not in APPS or "models" not in found.module.split("."):
                continue
            if (module.place, found.module) not in ALLOWED:
                violations.append(f"{module.place}:{found.line} imports {found.module}")
    report(violations, "A migration sees the models of its own time, by apps.get_model():")
