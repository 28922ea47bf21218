"""Modules, functions and views stay small enough to be read at a glance."""

import ast
from collections.abc import Iterator

from tests.house.code_base import APPS, Function, Module, body_length, is_within, modules, report

MODULE_LINES = 300
# Tables of cases may be longer than the code that they try.
TEST_MODULE_LINES = 500
# Lines from `def` to the end; the docstring is free.
FUNCTION_LINES = 40
VIEW_LINES = 20

VIEWS = ("articles.views", "comments.views", "site_config.views")

# Functions that may be longer, as "file:function", with the reason.
LONG_FUNCTIONS: dict[str, str] = {}


def test_modules_are_short() -> None:
    violations = []
    for module in modules():
        limit = TEST_MODULE_LINES if is_within(module.name, "tests") else MODULE_LINES
        with module.path.open(encoding="utf-8") as file:
            length = sum(1 for _ in file)
        if length > limit and not module.is_migration:
            violations.append(f"{module.place}: {length} lines, at most {limit}")
    report(violations, "These modules are too long; what in them can stand alone?")


def test_functions_are_short() -> None:
    report(
        list(_too_long(modules(*APPS, "manage"), FUNCTION_LINES)),
        "These functions are too long; which part of them has a name?",
    )


def test_views_are_short() -> None:
    views = [m for m in modules(*APPS) if any(is_within(m.name, name) for name in VIEWS)]
    report(
        list(_too_long(views, VIEW_LINES, only_views=True)),
        "These views are too long; a view reads the request, calls a verb and answers:",
    )


def _too_long(candidates: list[Module], limit: int, *, only_views: bool = False) -> Iterator[str]:
    for module in candidates:
        if module.is_migration:
            continue
        for function in module.functions:
            name = f"{module.place}:{function.name}"
            if only_views and not _takes_request(function):
                continue
            if (length := body_length(function)) > limit and name not in LONG_FUNCTIONS:
                yield f"{module.place}:{function.lineno} {function.name}: {length}, at most {limit}"


def _takes_request(function: Function) -> bool:
    arguments: list[ast.arg] = [*function.args.posonlyargs, *function.args.args]
    return any(argument.arg == "request" for argument in arguments[:2])
