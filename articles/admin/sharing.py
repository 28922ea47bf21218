"""Showing a draft to somebody without an account: the links of an article at the desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import sharing
from articles.admin.pages import context_of, url_of
from articles.editing import latest_revision
from articles.errors import EditorialRefusal
from articles.models import Article, ShareLink, ShareVisit
from articles.permissions import REVIEW

LISTED = 50
VISITS_LISTED = 20


class ShareForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    credential = forms.CharField(
        label=gettext_lazy("Credential"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("For example “MD, cardiologist”. The reader cannot change it."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("The link is mailed there. Left empty, you pass it on yourself."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days it works"),
        min_value=1,
        max_value=sharing.MOST_DAYS,
        initial=sharing.DAYS,
    )
    may_sign_off = forms.BooleanField(
        label=gettext_lazy("May sign this revision off medically"), required=False
    )


def share_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Show the links; or issue one and show its address, this once."""
    if request.method == "POST":
        _require_share(request, article)
    form = _form(request)
    issued = None
    if request.method == "POST" and form.is_valid():
        revision = latest_revision(article)
        try:
            issued = sharing.issue(
                revision, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except EditorialRefusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            form = _form(request, blank=True)
    context = {
        **context_of(model_admin, request, article, "share"),
        "title": _("Share a draft"),
        "form": form,
        "issued": issued,
        "may_share": sharing.may_share(request.user, article),
        "revision": latest_revision(article),
        "links": _links(article),
        "now": timezone.now(),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/articles/desk/share.html", context, status=status)


def revoke_view(model_admin: Any, request: Any, article: Article, link: int) -> HttpResponse:
    """Revoke a link, then show the others."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _require_share(request, article)
    found = get_object_or_404(article.share_links.select_related("article"), pk=link)
    try:
        sharing.revoke(found, by=request.user, now=timezone.now())
    except EditorialRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The link of %(name)s is closed.") % {"name": found.name})
    return HttpResponseRedirect(url_of(model_admin, article, "share"))


def _require_share(request: Any, article: Article) -> None:
    if not sharing.may_share(request.user, article):
        raise PermissionDenied


def _form(request: Any, *, blank: bool = False) -> ShareForm:
    form = ShareForm(request.POST if request.method == "POST" and not blank else None)
    if not request.user.has_perm(REVIEW):
        del form.fields["may_sign_off"]
    return form


def _links(article: Article) -> QuerySet[ShareLink]:
    visits = Prefetch("visits", ShareVisit.objects.order_by("-at")[:VISITS_LISTED], "last_visits")
    links = article.share_links.select_related("revision", "created_by")
    links = links.annotate(visit_count=Count("visits")).prefetch_related(visits, "sign_offs")
    # Rows that are counted together lose the order of their model.
    return links.order_by("-created_at", "-pk")[:LISTED]
