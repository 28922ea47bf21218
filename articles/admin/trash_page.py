"""The page on which an article, or a picture, is moved to the trash."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import picture_trash, trash
from articles.admin.pages import context_of
from articles.errors import EditorialRefusal
from articles.models import Article, Image


def trash_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Say what an article has with it, and move it to the trash on POST."""
    if not trash.may_trash(request.user, article):
        raise PermissionDenied
    refusal = ""
    if request.method == "POST":
        try:
            trash.trash(article, by=request.user, now=timezone.now())
        except EditorialRefusal as refused:
            refusal = refused.message
        else:
            return _done(model_admin, request, article.title)
    context = {
        **context_of(model_admin, request, article, "trash"),
        "title": _("Move to the trash"),
        "along": trash.goes_along(article, now=timezone.now()),
        "days": trash.KEPT.days,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return TemplateResponse(request, "admin/articles/desk/trash.html", context, status=status)


def image_trash_view(model_admin: Any, request: Any, image: Image) -> HttpResponse:
    """Say where a picture is in use, and move it to the trash on POST if it is nowhere."""
    refusal = ""
    if request.method == "POST":
        try:
            picture_trash.trash(image, by=request.user, now=timezone.now())
        except EditorialRefusal as refused:
            refusal = refused.message
        else:
            return _done(model_admin, request, image.title)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Move to the trash"),
        "image": image,
        "uses": picture_trash.uses(image, now=timezone.now()),
        "days": picture_trash.KEPT.days,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return TemplateResponse(request, "admin/articles/image/trash.html", context, status=status)


def _done(model_admin: Any, request: HttpRequest, title: str) -> HttpResponse:
    messages.success(
        request, _("“%(title)s” is in the trash, and can be restored there.") % {"title": title}
    )
    opts = model_admin.opts
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))
