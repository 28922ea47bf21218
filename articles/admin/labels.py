"""Categories, tags, authors and teams."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.editor import EditorAdmin, RichTextField
from articles.models import Author, Category, Tag, Team
from articles.search import documents


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


class NameAdmin(EditorAdmin, LabelAdmin):
    """People and teams: readers find what they wrote by their names."""

    def save_model(
        self, request: HttpRequest, obj: Author | Team, form: forms.ModelForm[Any], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            documents.follow_name(obj, now=timezone.now())


class AuthorForm(forms.ModelForm[Author]):
    bio = RichTextField(label=Author._meta.get_field("bio").verbose_name)


@admin.register(Author)
class AuthorAdmin(NameAdmin):
    form = AuthorForm
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    fields = ["name", "slug", "credentials", "bio", "user"]


class TeamForm(forms.ModelForm[Team]):
    description = RichTextField(label=Team._meta.get_field("description").verbose_name)


@admin.register(Team)
class TeamAdmin(NameAdmin):
    form = TeamForm
    fields = ["name", "slug", "description"]
