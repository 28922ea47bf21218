"""What the gate says, put beside the field of the form that it is about."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html

from articles.problems import Problem

# The inline of each list that a problem may be about.
_PREFIXES = {"contributors": "contributions", "sources": "sources", "faqs": "faq_uses"}


def put_beside(context: dict[str, Any], problems: Sequence[Problem]) -> None:
    """Add `problems` to the help of the fields, and to the inlines, of an admin form's context.

    The help of a field is what a screen reader says with it.
    """
    for name, field in context["adminform"].form.fields.items():
        found = [problem for problem in problems if problem.field == name]
        if found:
            said = render_to_string("admin/articles/desk/_beside.html", {"problems": found})
            field.help_text = format_html("{}{}", field.help_text, said)
    by_prefix = {prefix: field for field, prefix in _PREFIXES.items()}
    for inline in context["inline_admin_formsets"]:
        field = by_prefix.get(inline.formset.prefix)
        inline.problems = [problem for problem in problems if problem.field == field]
