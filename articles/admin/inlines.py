"""What hangs on an article: people, sources, questions. Read here, saved by `articles.editing`."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editing
from articles.addresses import free_slug
from articles.admin import typed_fields
from articles.admin.editor import RichTextField
from articles.models import Article, Author, Contribution, Faq, FaqUse, Kind, Source
from articles.snapshots import (
    ArticleData,
    ContributionData,
    FaqUseData,
    SourceData,
    blank,
)
from site_config.kit.autocomplete import NumberedAutocompleteAdmin

Rows = list[dict[str, Any]]


class RowsFormSet(forms.BaseInlineFormSet[Any, Article, Any]):
    """Rows of an article; with `taken_up`, the rows of fields that were kept and no others.

    `initial` are rows that a new article begins with.
    """

    def __init__(
        self,
        *args: Any,
        taken_up: QueryDict | None = None,
        initial: Rows | None = None,
        **kwargs: Any,
    ) -> None:
        if taken_up is not None:
            initial = typed_fields.rows(
                self.form.base_fields, taken_up, kwargs["prefix"], most=self.max_num
            )
            kwargs["queryset"] = kwargs["queryset"].none()
        if initial is not None:
            self.extra = len(initial)
        super().__init__(*args, initial=initial, **kwargs)


class DeskInline(NumberedAutocompleteAdmin, admin.options.InlineModelAdmin[Any, Article]):
    """Whoever may edit the article may edit its parts."""

    formset = RowsFormSet
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

    def first_rows(self, request: HttpRequest) -> Rows | None:
        """What a new article begins with."""
        return None


class RowForm(forms.ModelForm[Any]):
    """A row; that none stands there twice is for the verbs to see, which write all rows anew."""

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*exclusions, "article"}


class ContributionInline(DeskInline, admin.TabularInline[Any, Article]):
    model = Contribution
    template = "admin/articles/desk/tabular.html"
    form = RowForm
    verbose_name = gettext_lazy("person")
    verbose_name_plural = gettext_lazy("people")
    fields = ["position", "author", "role"]
    autocomplete_fields = ["author"]

    def first_rows(self, request: Any) -> Rows | None:
        """Whoever starts an article writes it, as a rule."""
        author = Author.objects.filter(user=request.user).first()
        return [{"position": 1, "author": author}] if author else None


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


class FaqUseForm(RowForm):
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
        return {*super()._get_validation_exclusions(), "faq"}


class FaqUseInline(DeskInline, admin.StackedInline[Any, Article]):
    model = FaqUse
    form = FaqUseForm
    template = "admin/articles/desk/stacked.html"
    fk_name = "article"
    fields = [("position", "faq"), "question", "answer"]
    autocomplete_fields = ["faq"]


def with_inlines(data: ArticleData, formsets: list[Any]) -> ArticleData:
    """Add what the inlines say to `data`; questions written there are no FAQs yet."""
    for formset in formsets:
        rows = _rows_in_order(formset)
        if formset.model is Contribution:
            data["contributors"] = [_contribution(row) for row in rows if row["author"]]
        elif formset.model is Source:
            data["sources"] = [_source(row) for row in rows]
        elif formset.model is FaqUse:
            data["faqs"] = [_faq_use(row) for row in rows if row["faq"] or row["question"]]
    return data


def with_questions_written(data: ArticleData, *, by: User, now: dt.datetime) -> ArticleData:
    """Make FAQs of the questions that were written in the form of an article."""
    return {**data, "faqs": [_as_faq(use, data, by, now) for use in data["faqs"]]}


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


def _faq_use(row: dict[str, Any]) -> FaqUseData:
    if row["faq"]:
        return {"faq": row["faq"].pk}
    return {"faq": 0, "question": row["question"], "answer": row["answer"]}


def _as_faq(use: FaqUseData, article: ArticleData, by: User, now: dt.datetime) -> FaqUseData:
    if use["faq"]:
        return use
    question = blank(
        title=use["question"],
        slug=free_slug(Kind.FAQ, use["question"]),
        body=use["answer"],
        category=article["category"],
    )
    return {"faq": editing.create(Kind.FAQ, question, by=by, now=now).article_id}
