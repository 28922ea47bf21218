"""What hangs on an article: people, sources, questions. Read here, saved by `articles.editing`."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editing
from articles.addresses import free_slug
from articles.admin.autocomplete import NumberedAutocompleteAdmin
from articles.admin.editor import RichTextField
from articles.models import Article, Contribution, Faq, FaqUse, Kind, Source
from articles.snapshots import (
    ArticleData,
    ContributionData,
    FaqUseData,
    SourceData,
    blank,
)

Rows = list[dict[str, Any]]


class DeskInline(NumberedAutocompleteAdmin, admin.options.InlineModelAdmin[Any, Article]):
    """Whoever may edit the article may edit its parts."""

    extra = 0
    max_num = 60

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ContributionInline(DeskInline, admin.TabularInline[Any, Article]):
    model = Contribution
    template = "admin/articles/desk/tabular.html"
    fields = ["position", "author", "role"]
    autocomplete_fields = ["author"]


class SourceForm(forms.ModelForm[Source]):
    url = forms.URLField(label=gettext_lazy("Address"), required=False, assume_scheme="https")
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1, max_value=9999
    )


class SourceInline(DeskInline, admin.StackedInline[Any, Article]):
    model = Source
    form = SourceForm
    template = "admin/articles/desk/stacked.html"
    fields = [
        ("position", "title"),
        ("publisher", "year"),
        "url",
        ("doi", "pmid", "accessed_on"),
    ]


class FaqUseForm(forms.ModelForm[FaqUse]):
    """A question that exists, or a new one with its answer."""

    question = forms.CharField(
        label=gettext_lazy("… or a new question"), required=False, max_length=300
    )
    answer = RichTextField(label=gettext_lazy("and its answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["faq"].required = False
        questions = Faq.objects.on_desk().filter(kind=Kind.FAQ)
        self.fields["faq"].queryset = questions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        picked, written = cleaned.get("faq"), cleaned.get("question")
        if picked and written:
            self.add_error("question", _("Pick a question or write one, not both in one row."))
        if not picked and not written:
            self.add_error("faq", _("Pick a question, write one, or delete this row."))
        if written and not cleaned.get("answer"):
            self.add_error("answer", _("Write the answer to this question."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*exclusions, "faq"}


class FaqUseInline(DeskInline, admin.StackedInline[Any, Article]):
    model = FaqUse
    form = FaqUseForm
    template = "admin/articles/desk/stacked.html"
    fk_name = "article"
    fields = [("position", "faq"), "question", "answer"]
    autocomplete_fields = ["faq"]


def with_inlines(
    data: ArticleData, formsets: list[Any], request: HttpRequest, now: Any
) -> ArticleData:
    """Add what the inlines say to `data`; questions written there become FAQs first."""
    for formset in formsets:
        rows = _rows_in_order(formset)
        if formset.model is Contribution:
            data["contributors"] = [_contribution(row) for row in rows]
        elif formset.model is Source:
            data["sources"] = [_source(row) for row in rows]
        elif formset.model is FaqUse:
            data["faqs"] = [_faq_use(row, data, request, now) for row in rows]
    return data


def _rows_in_order(formset: Any) -> Rows:
    """The rows that are to stay, by their position; those without one come last, as they stand."""
    rows = [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and _is_filled(form)
    ]
    return sorted(rows, key=lambda row: row.get("position") or 10_000)


def _is_filled(form: Any) -> bool:
    return bool(form.has_changed() or form.instance.pk)


def _contribution(row: dict[str, Any]) -> ContributionData:
    return {"author": row["author"].pk, "role": row["role"]}


def _source(row: dict[str, Any]) -> SourceData:
    accessed = row.get("accessed_on")
    return {
        "title": row["title"],
        "publisher": row.get("publisher", ""),
        "year": row.get("year"),
        "url": row.get("url", ""),
        "doi": row.get("doi", ""),
        "pmid": row.get("pmid", ""),
        "accessed_on": accessed.isoformat() if accessed else None,
    }


def _faq_use(row: dict[str, Any], article: ArticleData, request: Any, now: Any) -> FaqUseData:
    if row["faq"]:
        return {"faq": row["faq"].pk}
    question = blank(
        title=row["question"],
        slug=free_slug(Kind.FAQ, row["question"]),
        body=row["answer"],
        category=article["category"],
    )
    revision = editing.create(Kind.FAQ, question, by=request.user, now=now)
    return {"faq": revision.article_id}
