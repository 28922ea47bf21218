"""Articles, editions and comments change by verbs only."""

import ast

from tests.house.code_base import APPS, is_within, modules, report

WRITES = {"update", "bulk_update", "update_or_create"}
# How a query on one of the guarded models begins: the class, a related manager, or what the admin
# calls the rows that were picked.
GUARDED = {"Article", "Edition", "Comment", "editions", "comments", "replies", "queryset"}

# The modules of verbs: each change there is one transaction with one row of history.
VERBS = {
    "articles.editing": "saves the desk copy",
    "articles.workflow": "moves it from stage to stage",
    "articles.publishing": "makes editions and ends them",
    "articles.editions": "the rows that publishing writes",
    "articles.intervals": "when they begin and end",
    "articles.reviews": "the dates of their reviews",
    "comments.posting": "takes comments in",
    "comments.consequences": "writes what a decision changes",
    "comments.moderation": "decides about them",
    "comments.confirming": "writes down that their address is proved",
    "comments.subscriptions": "writes down which mails are wanted about them",
    "comments.retention": "forgets what nobody needs any more",
    "comments.privacy.erasing": "takes from them what names their writers",
    "comments.reports": "counts what readers report",
    "comments.open_reports": "settles it with a decision",
    "comments.votes": "counts for whom they were helpful",
    "comments.pages": "keeps what a discussion shows, for both of them",
}


def test_guarded_rows_are_written_by_verbs_only() -> None:
    violations = []
    for module in modules(*APPS):
        if module.is_migration or any(is_within(module.name, verb) for verb in VERBS):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in WRITES and names_in_chain(node.func.value) & GUARDED:
                    violations.append(f"{module.place}:{node.lineno} {ast.unparse(node)[:80]}")
    report(violations, f"Only {sorted(VERBS)} may write these rows:")


def names_in_chain(node: ast.AST) -> set[str]:
    """Return the names in a chain of attributes and calls: a.b(...).c gives a, b and c."""
    names = set()
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        else:
            return names | ({node.id} if isinstance(node, ast.Name) else set())
