"""Imports go one way: site_config > comments > articles.api > articles > site_config.kit."""

from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.code_base import APPS, Import, Module, is_within, module_names, modules, report

# Each app from top to bottom. A module imports from its own line and from those below it. What is
# not named here is bound by the other rules of this file only.
LAYERS = {
    "articles": [
        {"api", "urls"},
        {"admin", "views", "feeds", "sitemaps", "templatetags", "management", "wordpress"},
        {"in_markdown", "structured_data"},
        {"article_page", "listings", "reader_forms"},
        {"publishing", "schedules", "digest"},
        {"readiness"},
        {"workflow", "reviews", "reports", "restoring", "notes", "sharing"},
        {"labels", "invitations", "trash", "picture_trash"},
        {"editing"},
        {"diffing", "conflicts", "presence", "unsaved"},
        {"notifications"},
        {"snapshots", "gate", "search", "addresses", "history", "debts"},
        {"intervals"},
        {"pinned_faqs"},
        {"editions"},
        {"links"},
        {"rendering", "images"},
        {"permissions"},
        {"models"},
    ],
    "comments": [
        {"urls"},
        {"admin", "views", "templatetags", "management", "wordpress"},
        {"forms", "mail_forms", "reader_forms", "rendering"},
        {"editing"},
        {"posting", "privacy"},
        {"confirming"},
        {"second_look"},
        {"asking_akismet"},
        {"pins", "reports", "votes"},
        {"clusters", "questions", "redacting"},
        {"bans", "panic", "modes", "retention"},
        {"together"},
        {"moderation"},
        {"consequences"},
        {"letters"},
        {"screening", "notifications", "status"},
        {"names", "news", "open_reports", "trust"},
        {"structured_data"},
        {"threads"},
        {"closing", "pages", "counts", "readers", "permissions", "subscriptions", "transitions"},
        {"seen"},
        {"models"},
    ],
}

# What the bottom of each app may import from the project beside other models.
BELOW_MODELS = {"articles.errors", "comments.errors", "site_config.kit"}

# (module, function) that may import inside a function, with the reason.
LATE_IMPORTS: dict[tuple[str, str], str] = {}


def forbidden(module: Module, target: str) -> str | None:
    """Return the rule that keeps `module` from importing `target`, if there is one."""
    if is_within(module.name, "site_config.kit"):
        return None if is_within(target, "site_config.kit") else "the kit knows no app"
    if is_within(target, "site_config") and not is_within(target, "site_config.kit"):
        if not is_within(module.name, "site_config"):
            return "nobody imports the roof; only site_config.kit is for everyone"
    if is_within(module.name, "articles") and is_within(target, "comments"):
        return "articles never know comments"
    if is_within(module.name, "comments") and is_within(target, "articles"):
        if not is_within(target, "articles.api"):
            return "comments know articles through articles.api only"
    return None


def project_imports(module: Module) -> list[Import]:
    return [found for found in module.imports if found.module.split(".")[0] in APPS]


def test_the_apps_import_each_other_one_way() -> None:
    report(
        [
            f"{module.place}:{found.line} imports {found.module}: {rule}"
            for module in modules(*APPS)
            for found in project_imports(module)
            if (rule := forbidden(module, found.module))
        ],
        "These imports go against the layers:",
    )


@pytest.mark.parametrize("app", LAYERS)
def test_inside_an_app_imports_go_down(app: str) -> None:
    level = {name: number for number, names in enumerate(LAYERS[app]) for name in names}

    def level_of(name: str) -> int | None:
        return level.get(name.split(".")[1]) if is_within(name, app) and name != app else None

    violations = []
    for module in modules(app):
        own = level_of(module.name)
        for found in module.imports:
            theirs = level_of(found.module)
            if own is not None and theirs is not None and theirs < own:
                violations.append(f"{module.place}:{found.line} imports {found.module}")
    report(violations, f"These modules of {app} import from a layer above them:")


def test_models_import_no_verbs() -> None:
    violations = []
    for app in LAYERS:
        allowed = {*BELOW_MODELS, f"{app}.models"}
        for module in modules(app):
            if not is_within(module.name, f"{app}.models"):
                continue
            violations += [
                f"{module.place}:{found.line} imports {found.module}"
                for found in project_imports(module)
                if not any(is_within(found.module, name) for name in allowed)
            ]
    report(violations, f"Models import models and {sorted(BELOW_MODELS)} only:")


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        module.name: {
            found.module
            for found in module.imports
            if found.module in module_names() and found.module != module.name
        }
        for module in modules(*APPS)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("These modules import each other in a circle: " + " < ".join(error.args[1]))


def test_no_import_inside_a_function() -> None:
    report(
        [
            f"{module.place}:{found.line} imports {found.module} in {found.function}()"
            for module in modules()
            for found in module.imports
            if found.function and (module.place, found.function) not in LATE_IMPORTS
        ],
        "An import inside a function hides a dependency:",
    )
