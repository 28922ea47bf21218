"""The pages of one article at the desk: its form, and what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise

from articles.models import Article


@dataclass(frozen=True)
class DeskPage:
    """A page of an article besides its form.

    `view(model_admin, request, article, **arguments)` is called only for people who may see the
    article. `route` is what follows the article's own address at the desk; its named parts become
    arguments. A page with a `label` has a tab, and with a `count` how many things wait there. One
    that `exists_for_new` articles gets None for an article that has never been saved.
    """

    name: str
    view: Callable[..., HttpResponse]
    route: str
    label: str | Promise = ""
    count: Callable[[Article], int] | None = None
    exists_for_new: bool = False


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    is_current: bool
    count: int = 0


def urls(model_admin: Any, pages: tuple[DeskPage, ...]) -> list[URLPattern]:
    """The addresses of `pages`, named such as `admin:articles_article_history`."""
    opts = model_admin.model._meta
    stem = f"{opts.app_label}_{opts.model_name}"
    wrap = model_admin.admin_site.admin_view
    of_new = [
        path(
            f"add/{page.route}",
            wrap(_view_of_new(model_admin, page)),
            name=f"{stem}_new_{page.name}",
        )
        for page in pages
        if page.exists_for_new
    ]
    of_each = [
        path(
            f"<path:object_id>/{page.route}",
            wrap(_view(model_admin, page)),
            name=f"{stem}_{page.name}",
        )
        for page in pages
    ]
    # What is new comes first: “add” would be an article's number otherwise.
    return of_new + of_each


def url_of(
    model_admin: Any, article: Article | None, name: str = "change", **arguments: Any
) -> str:
    """The address of one of an article's pages, or a new one's; of its form without a `name`."""
    opts = model_admin.model._meta
    if article is None:
        name = "add" if name == "change" else f"new_{name}"
    else:
        arguments["object_id"] = article.pk
    viewname = f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(viewname, kwargs=arguments)


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


def _view_of_new(model_admin: Any, page: DeskPage) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return page.view(model_admin, request, None, **arguments)

    return view
