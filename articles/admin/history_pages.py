"""The history of an article: what happened, what changed, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editions, restoring, revisions
from articles.admin.pages import DeskPage, context_of, url_of
from articles.diffing import diff
from articles.editing import latest_revision
from articles.errors import EditorialRefusal
from articles.models import Article, Revision
from articles.views.preview import preview_path
from site_config.kit.numbers import number_in
from site_config.kit.pagination import page_of

PER_PAGE = 50
_KEPT_SHOWN = 5


def history(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """What happened, newest first; before it, or alone, the versions that somebody kept."""
    kept = revisions.kept_versions(article)
    only_kept = request.GET.get("show") == "kept"
    context = {
        **context_of(model_admin, request, article, "history"),
        **_marks(model_admin, request, article),
        "title": _("History"),
        "only_kept": only_kept,
    }
    if only_kept:
        context["page_obj"] = page_of(kept, request, per_page=PER_PAGE)
        context["versions"] = context["page_obj"].object_list
    else:
        context["page_obj"] = page_of(revisions.timeline(article), request, per_page=PER_PAGE)
        is_first = context["page_obj"].number == 1
        context["versions"] = kept[:_KEPT_SHOWN] if is_first else []
    return TemplateResponse(request, "admin/articles/desk/history.html", context)


def compare(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """What differs between two revisions of this article."""
    asked = request.GET.get("from") or "live", request.GET.get("to") or "desk"
    try:
        before, after = revisions.two_of(article, *asked, now=timezone.now())
    except revisions.NoSuchRevision as missing:
        return _not_there(model_admin, request, article, missing)
    context = {
        **context_of(model_admin, request, article, "history"),
        **_marks(model_admin, request, article),
        "title": _("Compare revisions"),
        "before": before,
        "after": after,
        "fields": diff(before.data if before else None, after.data),
    }
    return TemplateResponse(request, "admin/articles/desk/compare.html", context)


def read(model_admin: Any, request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """The page as readers would get it."""
    now = timezone.now()
    try:
        revision = revisions.named(article, str(number), now=now)
    except revisions.NoSuchRevision as missing:
        return _not_there(model_admin, request, article, missing)
    return HttpResponseRedirect(preview_path(revision, now=now))


def restore(model_admin: Any, request: Any, article: Article, number: int) -> HttpResponse:
    """Show what would change; only POST does it."""
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    try:
        revision = revisions.named(article, str(number), now=timezone.now())
    except revisions.NoSuchRevision as missing:
        return _not_there(model_admin, request, article, missing)
    refusal = None
    if request.method == "POST":
        refusal = _restored(request, article, revision)
        if refusal is None:
            return HttpResponseRedirect(url_of(model_admin, article))
    return _restore_page(model_admin, request, article, revision, refusal)


def _restored(request: Any, article: Article, revision: Revision) -> EditorialRefusal | None:
    """Restore it, or say why not."""
    base = number_in(request.POST.get("base_version", ""))
    if base is None:
        raise Http404
    try:
        new = restoring.restore(
            article, revision, base_version=base, by=request.user, now=timezone.now()
        )
    except EditorialRefusal as refusal:
        return refusal
    messages.success(
        request,
        _("Revision %(old)d is back on the desk as revision %(new)d. Readers see no change yet.")
        % {"old": revision.number, "new": new.number},
    )
    return None


def _restore_page(
    model_admin: Any,
    request: HttpRequest,
    article: Article,
    revision: Revision,
    refusal: EditorialRefusal | None,
) -> HttpResponse:
    article.refresh_from_db()
    found = restoring.restorable(revision)
    desk = latest_revision(article)
    context = {
        **context_of(model_admin, request, article, "history"),
        "title": _("Restore revision %(number)d") % {"number": revision.number},
        "revision": revision,
        "desk": desk,
        "fields": diff(desk.data, found.data),
        "left_out": found.left_out,
        "refusal": refusal,
        "history_url": url_of(model_admin, article, "history"),
    }
    status = 200 if refusal is None else 422
    return TemplateResponse(request, "admin/articles/desk/restore.html", context, status=status)


def _marks(model_admin: Any, request: HttpRequest, article: Article) -> dict[str, Any]:
    """Which revision readers have and which the desk, and what may be done with the others."""
    live = editions.shown_now(article, now=timezone.now())
    return {
        "now": timezone.now(),
        "live_number": live.revision.number if live else None,
        "desk_number": latest_revision(article).number,
        "may_restore": model_admin.has_change_permission(request, article),
        "history_url": url_of(model_admin, article, "history"),
        "compare_url": url_of(model_admin, article, "compare"),
    }


def _not_there(
    model_admin: Any, request: HttpRequest, article: Article, missing: revisions.NoSuchRevision
) -> HttpResponse:
    context = {
        **context_of(model_admin, request, article, "history"),
        "title": _("No such revision"),
        "message": str(missing),
        "history_url": url_of(model_admin, article, "history"),
    }
    return TemplateResponse(request, "admin/articles/desk/no_revision.html", context, status=404)


PAGES = (
    DeskPage("history", history, "history/", gettext_lazy("History")),
    DeskPage("compare", compare, "compare/"),
    DeskPage("read", read, "revisions/<int:number>/"),
    DeskPage("restore", restore, "revisions/<int:number>/restore/"),
)
