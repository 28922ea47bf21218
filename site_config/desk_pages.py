"""What the roof adds to the pages of an article at the desk: articles know nothing of comments."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from articles.admin.desk import ArticleAdmin
from articles.admin.pages import DeskPage, context_of
from articles.models import Article
from comments.admin.discussion_page import discussion_view, waiting_below


def _discussion(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    context = context_of(model_admin, request, article, "discussion")
    return discussion_view(request, article, context=context)


ArticleAdmin.pages += (
    DeskPage("discussion", _discussion, "discussion/", gettext_lazy("Discussion"), waiting_below),
)
