"""The desk's change lists and forms: one admin for each kind of article, one set of verbs."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editing, gate, notes, permissions, reads
from articles.admin import (
    bulk,
    conflict,
    history_pages,
    pages,
    places,
    presence,
    steps,
    typed_preview,
    unsaved,
)
from articles.admin import notes as desk_notes
from articles.admin import sharing as desk_sharing
from articles.admin.beside import put_beside
from articles.admin.editor import EditorAdmin
from articles.admin.filters import CategoryFilter, MineFilter
from articles.admin.forms import ArticleForm, FaqForm, PageForm
from articles.admin.inlines import (
    ContributionInline,
    FaqUseInline,
    SourceInline,
    with_inlines,
    with_questions_written,
)
from articles.admin.pages import DeskPage
from articles.admin.review_page import review_view
from articles.admin.told import say_saved
from articles.errors import EditorialRefusal, StaleVersion
from articles.models import Article, Faq, Kind, Page
from articles.revisions import timeline, word_on_stage
from articles.status import is_late, next_step, standing, with_standing
from articles.views.preview import preview_path
from site_config.kit import html
from site_config.kit.autocomplete import NumberedAutocompleteAdmin
from site_config.kit.long_lists import LongListAdmin

HISTORY_SHOWN = 8
_READ_AS = {"body": "text_as_read"}
_SAVING: Any = (None, {"fields": ["note", "base_version"], "classes": ["saving"]})


class DeskAdmin(NumberedAutocompleteAdmin, EditorAdmin, LongListAdmin):
    """Articles of one kind. Forms validate here; `articles.editing` and the steps do the rest."""

    kind: Kind
    form_tab = gettext_lazy("Edit")
    pages: tuple[DeskPage, ...] = (
        DeskPage("step", steps.step_view, "steps/<str:name>/"),
        *history_pages.PAGES,
        *places.PAGES,
        DeskPage("notes", desk_notes.notes_view, "notes/", gettext_lazy("Notes"), notes.open_count),
        DeskPage("note_turn", desk_notes.turn_view, "notes/<int:note>/<str:turn>/"),
        DeskPage("share", desk_sharing.share_view, "share/", gettext_lazy("Share")),
        DeskPage("share_revoke", desk_sharing.revoke_view, "share/<int:link>/revoke/"),
        DeskPage("review", review_view, "review/", gettext_lazy("Review")),
        DeskPage("unsaved", unsaved.unsaved_view, "unsaved/", exists_for_new=True),
        DeskPage("presence", presence.presence_view, "presence/"),
        DeskPage("conflict", conflict.resolve_view, "conflict/"),
        DeskPage(
            "preview_typed", typed_preview.preview_typed_view, "preview-typed/", exists_for_new=True
        ),
    )
    change_form_template = "admin/articles/desk/change_form.html"
    list_display = ["title", "stage_words", "readers_see", "category", "updated_at"]
    list_filter = [MineFilter, "stage", ("category", CategoryFilter)]
    list_select_related = ["category"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["category", "team", "tags", "pinned", "lead_image"]
    actions = [bulk.submit_selected, bulk.approve_selected, bulk.publish_selected]
    save_on_top = True
    readonly_fields = ["text_as_read"]

    def get_queryset(self, request: HttpRequest) -> Any:
        found: Any = super().get_queryset(request)
        found = found.on_desk().filter(kind=self.kind)
        return with_standing(found, now=timezone.now())

    @admin.display(description=gettext_lazy("Stage"), ordering="stage")
    def stage_words(self, article: Article) -> str:
        return article.get_stage_display()

    @admin.display(description=gettext_lazy("Readers see"))
    def readers_see(self, article: Any) -> str:
        parts = [
            (article.is_live, _("Live")),
            (article.is_withdrawn, _("Withdrawn")),
            (article.is_scheduled, _("Scheduled")),
        ]
        return ", ".join(words for holds, words in parts if holds) or _("Nothing yet")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None:
            return permissions.may_edit(request.user, obj)
        return super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that may have been read is deleted; live articles are withdrawn instead."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sees the text as readers would, and nothing about saving."""
        fieldsets: Any = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [_READ_AS.get(f, f) for f in options["fields"]]})
            for title, options in fieldsets
            if options is not _SAVING[1]
        ]

    @admin.display(description=gettext_lazy("Text"))
    def text_as_read(self, article: Article) -> SafeString:
        return html.safe(article.body, html.ARTICLE)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ("title",)}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.taken_up = getattr(request, "taken_up", None)
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        kwargs["taken_up"] = getattr(request, "taken_up", None)
        if request.method == "GET" and obj.pk is None:
            kwargs["initial"] = inline.first_rows(request)
        return kwargs

    def get_urls(self) -> list[URLPattern]:
        return [*pages.urls(self, self.pages), *super().get_urls()]

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form again, text and all, when a verb refuses what it was given."""
        unsaved.take_up(self, request, object_id)
        conflict.prepare(self, request, object_id)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, *args, **kwargs)
        except StaleVersion:
            return conflict.conflict_page(
                self, request, Article.objects.get(pk=unquote(str(object_id)))
            )
        except EditorialRefusal as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing is saved before the inlines are known: see `save_related`."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        now = timezone.now()
        data = with_inlines(form.data_of_fields(), formsets)
        data = with_questions_written(data, by=request.user, now=now)
        note = form.cleaned_data["note"]
        if change:
            revision = editing.save(
                form.instance,
                data,
                base_version=form.cleaned_data["base_version"] or 0,
                by=request.user,
                now=now,
                note=note,
            )
        else:
            revision = editing.create(self.kind, data, by=request.user, now=now, note=note)
        unsaved.forget_saved(self, request, form.instance if change else None)
        form.instance.pk = revision.article_id
        form.instance.refresh_from_db()
        say_saved(request, revision, at=pages.url_of(self, revision.article))
        if change and "slug" in form.changed_data:
            places.say_after_new_slug(request, form.instance, now=now)

    def message_user(
        self, request: HttpRequest, message: Any, level: int | str = messages.INFO, *rest: Any
    ) -> None:
        """What `say_saved` has said need not be said again by Django."""
        if level != messages.SUCCESS:
            super().message_user(request, message, level, *rest)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return form.cleaned_data["note"] or _("Saved a revision.")

    def render_change_form(
        self,
        request: Any,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["desk"] = desk = self._desk(request, obj)
            put_beside(context, [*desk["problems"], *desk["notes"]])
            context["tabs"] = pages.tabs(self, obj, current="change")
        if self.has_change_permission(request, obj) if change else add:
            context["unsaved"] = unsaved.beside_form(self, request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _desk(self, request: Any, article: Article) -> dict[str, Any]:
        """What stands beside the form: standing, steps, what the gate says, history."""
        now = timezone.now()
        revision = editing.latest_revision(article)
        stands = standing(article, now=now)
        return {
            "stage": article.get_stage_display(),
            "standing": stands,
            "next_step": next_step(article, stands),
            "is_late": is_late(stands.live, now=now),
            "today": timezone.localdate(now),
            "reads": reads.in_words(reads.of(article, now=now)),
            "revision": revision,
            "steps": steps.available(request.user, article, stands),
            "preview": preview_path(revision, now=now),
            "problems": gate.check(revision),
            "notes": gate.notes(revision),
            "debts": list(article.debts.all()[:50]),
            **places.beside_form(request.user, article, is_live=stands.is_live, now=now),
            "word": word_on_stage(article),
            "history": list(timeline(article)[:HISTORY_SHOWN]),
            "history_url": pages.url_of(self, article, "history"),
        }


_PICTURE: Any = (
    gettext_lazy("Picture"),
    {
        "fields": [
            "lead_image",
            "lead_image_alt",
            "lead_image_decorative",
            "lead_image_caption",
        ]
    },
)


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    kind = Kind.ARTICLE
    form = ArticleForm
    inlines = [ContributionInline, FaqUseInline, SourceInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "body"]}),
        (gettext_lazy("Place"), {"fields": ["category", "team", "tags", "pinned"]}),
        _PICTURE,
        _SAVING,
    ]


@admin.register(Page)
class PageAdmin(DeskAdmin):
    kind = Kind.PAGE
    form = PageForm
    list_display = ["title", "stage_words", "readers_see", "position", "updated_at"]
    list_filter = [MineFilter, "stage"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "body", "position"]}),
        _SAVING,
    ]


@admin.register(Faq)
class FaqAdmin(DeskAdmin):
    kind = Kind.FAQ
    form = FaqForm
    inlines = [SourceInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "body", "category", "tags"]}),
        _SAVING,
    ]
