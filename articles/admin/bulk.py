"""Bulk actions: the same verbs, one article at a time, each with its own answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing, workflow
from articles.editing import latest_revision
from articles.errors import EditorialRefusal, GateRefused
from articles.models import Article


@admin.action(description=gettext_lazy("Submit selected for review"), permissions=["view"])
def submit_selected(model_admin: Any, request: Any, articles: Any) -> None:
    def submit(article: Article) -> None:
        workflow.submit(article, by=request.user, now=timezone.now())

    _each(request, articles, submit, _("Submitted: %(title)s"))


@admin.action(description=gettext_lazy("Approve selected"), permissions=["view"])
def approve_selected(model_admin: Any, request: Any, articles: Any) -> None:
    def approve(article: Article) -> None:
        workflow.approve(latest_revision(article), by=request.user, now=timezone.now())

    _each(request, articles, approve, _("Approved: %(title)s"))


@admin.action(description=gettext_lazy("Publish selected now"), permissions=["view"])
def publish_selected(model_admin: Any, request: Any, articles: Any) -> None:
    def publish(article: Article) -> None:
        publishing.publish(latest_revision(article), by=request.user, now=timezone.now())

    _each(request, articles, publish, _("Published: %(title)s"))


def _each(request: Any, articles: Any, verb: Callable[[Article], None], done: str) -> None:
    for article in articles:
        try:
            verb(article)
        except EditorialRefusal as refusal:
            messages.error(request, f"{article.title}: {_in_full(refusal)}")
        else:
            messages.success(request, done % {"title": article.title})


def _in_full(refusal: EditorialRefusal) -> str:
    if not isinstance(refusal, GateRefused):
        return refusal.message
    return " ".join([refusal.message, *(problem.message for problem in refusal.problems)])
