"""A tick on each warning, in the form that publishes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Revision
from articles.problems import Problem

_PREFIX = "seen_"


class TickField(forms.BooleanField):
    """“Seen, go on” for one warning; `title` names the question that it is about, if it is one."""

    def __init__(self, problem: Problem, *, title: str) -> None:
        super().__init__(
            label=_("Seen, go on"),
            # The warnings of a question count only if it goes along; then the verb asks for them.
            required=not title,
            error_messages={"required": _("Tick it, or mend the text first.")},
        )
        self.problem = problem
        self.title = title


def ask(form: forms.Form, to_tick: Sequence[tuple[Revision, Problem]], article_id: int) -> None:
    """Add a field for each of `to_tick` to a form."""
    for revision, problem in to_tick:
        title = "" if revision.article_id == article_id else revision.data["title"]
        name = f"{_PREFIX}{problem.key}"
        form.fields[name] = field = TickField(problem, title=title)
        field.widget.attrs["aria-describedby"] = f"id_{name}_problem"


def fields_of(form: forms.Form) -> list[forms.BoundField]:
    """The ticks that a form asks for."""
    return [field for field in form if isinstance(field.field, TickField)]


def given(values: dict[str, Any]) -> list[str]:
    """The keys of the warnings that were ticked, out of the clean values of a form."""
    return [
        name.removeprefix(_PREFIX)
        for name, ticked in values.items()
        if name.startswith(_PREFIX) and ticked
    ]
