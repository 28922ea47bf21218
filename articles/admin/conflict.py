"""Saving over a newer version: both versions side by side, and one choice for each field."""

from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import editing, snapshots, unsaved
from articles.admin import typed, typed_fields
from articles.admin.inlines import with_questions_written
from articles.admin.pages import context_of, url_of
from articles.admin.told import saved_words, say_saved
from articles.admin.typed import Typed
from articles.admin.unsaved import TAB, TAKEN_UP, forget_saved
from articles.admin.versions import FieldVersions, versions
from articles.conflicts import Side, choose
from articles.errors import EditorialRefusal, StaleVersion
from articles.models import Article, Revision
from site_config.kit.numbers import number_in

# Fields of this page; all others that it sends are those of the form that could not be saved.
_CHOICE = "choice-"
_NEWEST = "newest_version"
_CSRF = "csrfmiddlewaretoken"


def prepare(model_admin: Any, request: Any, object_id: str | None) -> None:
    """Let a form that is older than its article be read: the rows it names are gone."""
    if request.method != "POST" or object_id is None:
        return
    article = model_admin.get_object(request, unquote(object_id))
    if article is not None and request.POST.get("base_version") != str(article.version):
        request.POST = typed_fields.as_new_rows(request.POST)


def conflict_page(
    model_admin: Any, request: Any, article: Article, refusal: EditorialRefusal | None = None
) -> HttpResponse:
    """Answer a form that was typed over an older version of `article`: 409, with both versions.

    `refusal` is what saving the choice ran into.
    """
    _keep(model_admin, request, article)
    request.POST = typed_fields.as_new_rows(request.POST)
    was_typed = typed.read(model_admin, request, article, request.POST)
    try:
        found = _versions(request, article, was_typed)
    except EditorialRefusal as unusable:
        # Nothing could be saved with it, whichever version is chosen.
        request.refusal = unusable
        return cast("HttpResponse", model_admin.changeform_view(request, str(article.pk)))
    if not found:
        return _agreed(model_admin, request, article)
    context = {
        **context_of(model_admin, request, article, "change"),
        "title": _("Two versions"),
        "saved": saved_words(article, reader=request.user, now=timezone.now()),
        "versions": [(each, _chosen(request, each)) for each in found],
        "refusal": None if isinstance(refusal, StaleVersion) else refusal,
        "resolve_url": url_of(model_admin, article, "conflict"),
        "fields": [(name, value) for name, values in _typed(request).items() for value in values],
    }
    return TemplateResponse(request, "admin/articles/desk/conflict.html", context, status=409)


def resolve_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Save what was chosen; if another version has become the newest, show that one."""
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(url_of(model_admin, article))
    request.POST = typed_fields.as_new_rows(request.POST)
    was_typed = typed.read(model_admin, request, article, request.POST)
    if not was_typed.is_valid:
        # A label may have been deleted meanwhile, for example: the form says so.
        return cast("HttpResponse", model_admin.changeform_view(request, str(article.pk)))
    try:
        revision = _save(model_admin, request, article, was_typed)
    except EditorialRefusal as refusal:
        newest = model_admin.get_object(request, str(article.pk))
        return conflict_page(model_admin, request, newest, refusal)
    say_saved(request, revision, at=url_of(model_admin, article))
    return HttpResponseRedirect(url_of(model_admin, article))


@transaction.atomic
def _save(model_admin: Any, request: Any, article: Article, was_typed: Typed) -> Revision:
    if request.POST.get(_NEWEST) != str(article.version):
        raise StaleVersion
    now = timezone.now()
    choices: dict[str, Side] = {}
    for field in _versions(request, article, was_typed):
        side = request.POST.get(f"{_CHOICE}{field.field}")
        if side not in {"theirs", "yours"}:
            raise EditorialRefusal(_("Choose one version of “%(field)s”.") % {"field": field.label})
        choices[field.field] = side
    chosen = choose(snapshots.take(article), was_typed.data, choices)
    revision = editing.save(
        article,
        with_questions_written(chosen, by=request.user, now=now),
        base_version=article.version,
        by=request.user,
        now=now,
        note=was_typed.note,
    )
    model_admin.log_change(request, article, was_typed.note or _("Saved a revision."))
    forget_saved(model_admin, request, article)
    return revision


def _agreed(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Both sides wrote the same."""
    forget_saved(model_admin, request, article)
    messages.info(request, _("What you wrote is saved already."))
    return HttpResponseRedirect(url_of(model_admin, article))


def _versions(request: Any, article: Article, was_typed: Typed) -> list[FieldVersions]:
    """Where the two versions differ. Raises EditorialRefusal for a text that nobody could save."""
    number = number_in(request.POST.get("base_version", ""))
    base = article.revisions.filter(number=number).first() if number else None
    yours = typed.as_saved(was_typed.data, article.kind)
    return versions(base.data if base else None, snapshots.take(article), yours)


def _chosen(request: Any, field: FieldVersions) -> Side | None:
    """What was chosen before, or else the side that alone changed the field."""
    chosen = request.POST.get(f"{_CHOICE}{field.field}")
    return chosen if chosen in {"theirs", "yours"} else field.changed_by


def _typed(request: Any) -> dict[str, list[str]]:
    """The fields of the form, as they were sent."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in {_CSRF, _NEWEST} and not name.startswith(_CHOICE)
    }


def _keep(model_admin: Any, request: Any, article: Article) -> None:
    """Keep what was typed until it is saved, unless there is text of another tab."""
    with suppress(EditorialRefusal):
        unsaved.keep(
            model_admin.kind,
            article,
            _typed(request),
            tab=request.POST.get(TAB, ""),
            over=request.POST.get(TAKEN_UP, ""),
            by=request.user,
            now=timezone.now(),
        )
