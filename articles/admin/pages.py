"""The pages of one article at the desk: its form, and what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise

from articles.models import Article


@dataclass(frozen=True)
class DeskPage:
    """A page of an article besides its form.

    `view(model_admin, request, article, **arguments)` is called only for people who may see the
    article. `route` is what follows the article's own address at the desk; its named parts become
    arguments. A page with a `label` has a tab, and with a `count` how many things wait there.
    """

    name: str
    view: Callable[..., HttpResponse]
    route: str
    label: str | Promise = ""
    count: Callable[[Article], int] | None = None


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    is_current: bool
    count: int = 0


def urls(model_admin: Any, pages: tuple[DeskPage, ...]) -> list[URLPattern]:
    """The addresses of `pages`, named such as `admin:articles_article_history`."""
    opts = model_admin.model._meta
    return [
        path(
            f"<path:object_id>/{page.route}",
            model_admin.admin_site.admin_view(_view(model_admin, page)),
            name=f"{opts.app_label}_{opts.model_name}_{page.name}",
        )
        for page in pages
    ]


def url_of(model_admin: Any, article: Article, name: str = "change", **arguments: Any) -> str:
    """The address of one of an article's pages; that of its form without a `name`."""
    opts = model_admin.model._meta
    return reverse(
        f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{name}",
        kwargs={"object_id": article.pk, **arguments},
    )


def context_of(model_admin: Any, request: HttpRequest, article: Article, name: str) -> Any:
    """What templates/admin/articles/desk/page.html needs; the page adds `title` and its own."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "article": article,
        "change_url": url_of(model_admin, article),
        "tabs": tabs(model_admin, article, current=name),
    }


def tabs(model_admin: Any, article: Article, *, current: str) -> list[Tab]:
    """The tabs of an article, its form first."""
    from_form = Tab(model_admin.form_tab, url_of(model_admin, article), current == "change")
    others = (
        Tab(
            page.label,
            url_of(model_admin, article, page.name),
            current == page.name,
            page.count(article) if page.count else 0,
        )
        for page in model_admin.pages
        if page.label
    )
    return [from_form, *others]


def _view(model_admin: Any, page: DeskPage) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, object_id: str, **arguments: Any) -> HttpResponse:
        article = model_admin.get_object(request, object_id)
        if article is None or not model_admin.has_view_permission(request, article):
            raise Http404
        return page.view(model_admin, request, article, **arguments)

    return view
