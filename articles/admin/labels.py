"""Categories, tags, authors and teams."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import labels
from articles.admin.editor import EditorAdmin, RichTextField
from articles.admin.label_deletion import LabelDeletion
from articles.models import Article, Author, Category, Contribution, Tag, Team
from site_config.kit import links
from site_config.kit.autocomplete import NumberedAutocompleteAdmin
from site_config.kit.long_lists import LongListAdmin


class LabelAdmin(LabelDeletion, NumberedAutocompleteAdmin, LongListAdmin):
    search_fields = ["name"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if change:
            labels.change(obj, by=request.user, now=timezone.now())
        else:
            labels.create(obj, by=request.user)


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
        if labels.stands_below(parent, self.instance):
            raise forms.ValidationError(
                _("A category cannot stand below itself. Choose another parent.")
            )
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
    named_by = (Article, "category")


@admin.register(Tag)
class TagAdmin(LabelAdmin):
    fields = ["name", "slug"]
    named_by = (Article, "tags")


class LinksForm(forms.ModelForm[Any]):
    """A person or a team, with links of its own."""

    def clean_links(self) -> str:
        written: str = self.cleaned_data["links"]
        try:
            links.check(written)
        except links.BadLine as bad:
            raise forms.ValidationError(str(bad)) from bad
        return written


class AuthorForm(LinksForm):
    bio = RichTextField(label=Author._meta.get_field("bio").verbose_name)


@admin.register(Author)
class AuthorAdmin(EditorAdmin, LabelAdmin):
    form = AuthorForm
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["user", "photo"]
    fields = ["name", "slug", "credentials", "photo", "bio", "links", "user"]
    named_by = (Contribution, "author")


class TeamForm(LinksForm):
    description = RichTextField(label=Team._meta.get_field("description").verbose_name)


@admin.register(Team)
class TeamAdmin(EditorAdmin, LabelAdmin):
    form = TeamForm
    autocomplete_fields = ["photo"]
    fields = ["name", "slug", "photo", "description", "links"]
    named_by = (Article, "team")
