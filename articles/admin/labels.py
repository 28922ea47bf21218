"""Categories, tags, authors and teams."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.editor import EditorAdmin, answer_text
from articles.models import Author, Category, Tag, Team
from site_config.kit import html


class LabelAdmin(admin.ModelAdmin[Any]):
    search_fields = ["name"]
    list_per_page = 50
    show_full_result_count = False

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ("name",)}


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
    fields = ["name", "slug", "description", "parent", "position"]


@admin.register(Tag)
class TagAdmin(LabelAdmin):
    fields = ["name", "slug"]


class AuthorForm(forms.ModelForm[Author]):
    bio = answer_text(label=Author._meta.get_field("bio").verbose_name)

    def clean_bio(self) -> str:
        return html.clean(self.cleaned_data["bio"], html.ARTICLE)


@admin.register(Author)
class AuthorAdmin(EditorAdmin, LabelAdmin):
    form = AuthorForm
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    fields = ["name", "slug", "credentials", "bio", "user"]


class TeamForm(forms.ModelForm[Team]):
    description = answer_text(label=Team._meta.get_field("description").verbose_name)

    def clean_description(self) -> str:
        return html.clean(self.cleaned_data["description"], html.ARTICLE)


@admin.register(Team)
class TeamAdmin(EditorAdmin, LabelAdmin):
    form = TeamForm
    fields = ["name", "slug", "description"]
