"""An article among others: who may edit it, what links to it, and its way to the trash."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from articles import links, trash
from articles.admin.pages import DeskPage
from articles.admin.people import people_view
from articles.admin.trash_page import trash_view
from articles.models import Article

PAGES = (
    DeskPage("people", people_view, "people/", gettext_lazy("People")),
    DeskPage("trash", trash_view, "trash/"),
)


def beside_form(user: Any, article: Article, *, is_live: bool, now: dt.datetime) -> dict[str, Any]:
    """What the form of an article says about it."""
    return {
        "links_here": links.to_article(article, now=now),
        "may_trash": trash.may_trash(user, article) and not is_live,
    }


def say_after_new_slug(request: HttpRequest, article: Article, *, now: dt.datetime) -> None:
    """Old links go on working; somebody may want to mend them all the same."""
    count = links.to_article(article, now=now).count
    if count:
        words = ngettext(
            "%(count)d other article links to its old address, which will lead to the new one.",
            "%(count)d other articles link to its old address, which will lead to the new one.",
            count,
        )
        messages.info(request, words % {"count": count})
