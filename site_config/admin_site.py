"""The desk: Django's admin under our name, with a policy that allows its scripts by nonce."""

from functools import partial, wraps
from typing import Any, cast

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.permissions import PUBLISH
from comments import panic
from comments.permissions import MODERATE
from site_config.calendar import calendar_view
from site_config.dashboard import panels_for
from site_config.dashboard.charts import charts_for
from site_config.front_page import front_page_view
from site_config.kit.site import present
from site_config.my_mails import my_mails

# The editor writes style elements, and the import map is an inline script: both carry the nonce.
DESK_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
}


class MastheadAdminSite(admin.AdminSite):
    site_title = _("Masthead desk")
    index_title = _("Today")
    enable_nav_sidebar = True

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap every view of the admin in the desk's content security policy."""
        inner = super().admin_view(view, cacheable)

        @csp_update(DESK_POLICY)
        @wraps(inner)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return with_honest_status(request, inner(request, *args, **kwargs))

        return wrapped

    def get_urls(self) -> list[URLPattern | URLResolver]:
        mine = path("my-mails/", self.admin_view(self.my_mails), name="my_mails")
        calendar = path("calendar/", self.admin_view(partial(calendar_view, self)), name="calendar")
        front = path(
            "front-page/", self.admin_view(partial(front_page_view, self)), name="front_page"
        )
        return [mine, calendar, front, *super().get_urls()]

    def my_mails(self, request: HttpRequest) -> HttpResponse:
        return my_mails(request, self.each_context(request))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().login(request, extra_context)
        response._csp_update = DESK_POLICY  # type: ignore[attr-defined]
        return cast("HttpResponse", with_honest_status(request, response))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        # The template adds “desk”. Django's own `site` is the host name on the login page.
        return {
            **super().each_context(request),
            "site_header": present.site().name,
            "panic": panic.in_force(timezone.now()) if request.user.has_perm(MODERATE) else None,
        }

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        now = timezone.now()
        shown = {
            "panels": panels_for(request.user, now=now),
            "charts": charts_for(request.user, now=now),
            "moderates": request.user.has_perm(MODERATE),
            "sees_calendar": request.user.has_perm("articles.view_article"),
            "arranges_front_page": request.user.has_perm(PUBLISH),
        }
        return super().index(request, {**(extra_context or {}), **shown})


def with_honest_status(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A form that is shown again because of its errors answers 422, not 200."""
    if request.method == "POST" and isinstance(response, TemplateResponse):
        context = response.context_data or {}
        form = context.get("form")
        if response.status_code == 200 and (context.get("errors") or (form and form.errors)):
            response.status_code = 422
    return response
