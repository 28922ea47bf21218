"""What a form of the desk says about an article, whether it could be saved or not."""

import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles import editing
from articles.admin.inlines import with_inlines
from articles.models import Article
from articles.snapshots import ArticleData


@dataclass(frozen=True)
class Typed:
    """A form that was read. `data` has what was typed even where it cannot be saved."""

    is_valid: bool
    data: ArticleData
    note: str


def read(
    model_admin: Any, request: HttpRequest, article: Article | None, fields: QueryDict
) -> Typed:
    """Read `fields` as the form of `article`, or of a new one, would; nothing is saved."""
    form_class = model_admin.get_form(request, article, change=article is not None)
    # A form writes on the article that it is given.
    form = form_class(fields, instance=copy.copy(article))
    formsets = [
        formset_class(
            fields,
            instance=form.instance,
            prefix=formset_class.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )
        for formset_class, inline in model_admin.get_formsets_with_inlines(request, article)
    ]
    # Both, for what is not asked is not read.
    is_valid = all([form.is_valid(), forms.all_valid(formsets)])
    rows = (row for formset in formsets for row in formset.forms if row.has_changed())
    for each in (form, *rows):
        _fill(each)
    data = with_inlines(form.data_of_fields(), formsets)
    return Typed(is_valid, data, form.cleaned_data["note"])


def as_saved(data: ArticleData, kind: str) -> ArticleData:
    """`data` as it would stand on the desk; questions written in the form stay as they are.

    Raises EditorialRefusal as saving would.
    """
    picked = [use for use in data["faqs"] if use["faq"]]
    return {**editing.cleaned({**data, "faqs": picked}, kind), "faqs": data["faqs"]}


def as_shown(data: ArticleData, kind: str) -> ArticleData:
    """The same for a text that is only looked at: a title or a slug may still be missing."""
    title = data["title"][: editing.LONGEST_TITLE].strip() or _("No title yet")
    return as_saved({**data, "title": title, "slug": data["slug"] or "no-slug-yet"}, kind)


def _fill(form: Any) -> None:
    """Put what was typed where validation found nothing that it could use."""
    for name, field in form.fields.items():
        if name not in form.cleaned_data:
            is_text = isinstance(field, forms.CharField)
            form.cleaned_data[name] = (form[name].value() or "") if is_text else None
