"""Categories, tags, authors and teams."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import labels
from articles.admin.editor import EditorAdmin, RichTextField
from articles.models import Author, Category, Tag, Team
from site_config.kit.long_lists import LongListAdmin


class LabelAdmin(LongListAdmin):
    search_fields = ["name"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            labels.change(obj, now=timezone.now())
        else:
            labels.create(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        labels.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            for label in queryset:
                labels.delete(label)


_RULES: Any = [
    "is_health",
    "requires_source",
    "requires_medical_sign_off",
    "noindex_unreviewed",
    "disclaimer",
    "review_every",
]


class CategoryForm(forms.ModelForm[Category]):
    def clean_parent(self) -> Category | None:
        """Refuse a circle: a category stands above its children."""
        parent: Category | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above == self.instance:
                raise forms.ValidationError(
                    _("A category cannot stand below itself. Choose another parent.")
                )
            above = above.parent
        return parent


@admin.register(Category)
class CategoryAdmin(LabelAdmin):
    form = CategoryForm
    list_display = ["name", "parent", "position"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "description", "parent", "position"]}),
        (gettext_lazy("What it asks of its articles"), {"fields": _RULES}),
    ]


@admin.register(Tag)
class TagAdmin(LabelAdmin):
    fields = ["name", "slug"]


class AuthorForm(forms.ModelForm[Author]):
    bio = RichTextField(label=Author._meta.get_field("bio").verbose_name)


@admin.register(Author)
class AuthorAdmin(EditorAdmin, LabelAdmin):
    form = AuthorForm
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    fields = ["name", "slug", "credentials", "bio", "user"]


class TeamForm(forms.ModelForm[Team]):
    description = RichTextField(label=Team._meta.get_field("description").verbose_name)


@admin.register(Team)
class TeamAdmin(EditorAdmin, LabelAdmin):
    form = TeamForm
    fields = ["name", "slug", "description"]
