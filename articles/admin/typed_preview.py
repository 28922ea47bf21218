"""What is typed, as readers would see it. Nothing is saved for it."""

from typing import Any

from django.db.models import Max
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import typed, typed_fields
from articles.admin.pages import url_of
from articles.admin.unsaved import require_right
from articles.errors import EditorialRefusal
from articles.models import Article, Kind, Revision
from articles.snapshots import ArticleData, FaqUseData, blank
from articles.views.preview import render_typed


def preview_typed_view(model_admin: Any, request: Any, article: Article | None) -> HttpResponse:
    """The page that the posted form would make, in a frame whose width can be chosen."""
    require_right(model_admin, request, article)
    if request.method != "POST":
        return HttpResponseRedirect(url_of(model_admin, article))
    fields = typed_fields.as_new_rows(request.POST)
    was_typed = typed.read(model_admin, request, article, fields)
    context = {"title": _("Preview"), "page": "", "refusal": ""}
    try:
        data = typed.as_shown(was_typed.data, model_admin.kind)
    except EditorialRefusal as refusal:
        context["refusal"] = refusal.message
    else:
        context["page"] = _page(model_admin, request, article, data)
    response = TemplateResponse(request, "admin/articles/desk/preview_typed.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(model_admin: Any, request: Any, article: Article | None, data: ArticleData) -> str:
    """The whole page of the article as HTML."""
    revision = Revision(article=article or Article(kind=model_admin.kind), data=data)
    shown = render_typed(request, revision, _questions(data), now=timezone.now())
    return shown.content.decode()


def _questions(data: ArticleData) -> list[Revision]:
    """The questions of the article as they stand on the desk, and those that are typed."""
    of_each = Revision.objects.filter(article__in=[use["faq"] for use in data["faqs"]])
    newest = of_each.values("article").annotate(newest=Max("pk")).values("newest")
    found = {
        revision.article_id: revision
        for revision in Revision.objects.filter(pk__in=newest).select_related("article")
    }
    return [
        found[use["faq"]] if use["faq"] else _typed_question(use)
        for use in data["faqs"]
        if use["faq"] in found or not use["faq"]
    ]


def _typed_question(use: FaqUseData) -> Revision:
    data = blank(title=use["question"], slug="typed", body=use["answer"])
    return Revision(article=Article(kind=Kind.FAQ), data=typed.as_shown(data, Kind.FAQ))
