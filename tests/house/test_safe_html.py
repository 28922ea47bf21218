"""HTML is called safe in few places, each of which has made it so."""

import ast

from tests.house.code_base import APPS, Module, is_within, modules, report

# Functions that declare a text safe without looking at it.
DECLARE_SAFE = {"mark_safe", "SafeString", "SafeText"}
# Who may do so: the sanitiser, and the rendering of what it has sanitised.
MAY_DECLARE_SAFE = {
    "site_config.kit.html": "the sanitiser",
    "site_config.kit.stencils": "puts escaped values into what a template rendered",
    "articles.rendering": "puts sanitised parts together",
    "articles.images": "puts pictures, rendered by a template, into sanitised text",
    "site_config.kit.data_blocks": "JSON-LD, with <, > and & written as escapes",
}


def test_only_the_sanitiser_declares_html_safe() -> None:
    violations = []
    for module in modules(*APPS):
        if any(is_within(module.name, name) for name in MAY_DECLARE_SAFE):
            continue
        violations += [
            f"{module.place}:{call.lineno} calls {name}"
            for call, name in calls(module)
            if name in DECLARE_SAFE
        ]
    report(violations, f"Only {sorted(MAY_DECLARE_SAFE)} may declare a text safe:")


def test_format_html_is_given_a_literal() -> None:
    """It escapes its arguments, but not what was put into its first one beforehand."""
    violations = []
    for module in modules(*APPS):
        for call, name in calls(module):
            position = {"format_html": 0, "format_html_join": 1}.get(name)
            if position is None or len(call.args) <= position:
                continue
            if not isinstance(call.args[position], ast.Constant):
                violations.append(f"{module.place}:{call.lineno} calls {name}")
    report(violations, "The format of format_html must be a string literal:")


def calls(module: Module) -> list[tuple[ast.Call, str]]:
    """Return each call in a module with the last part of the name of what it calls."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.append((node, node.func.id))
            elif isinstance(node.func, ast.Attribute):
                found.append((node, node.func.attr))
    return found
