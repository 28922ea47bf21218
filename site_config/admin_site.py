"""The desk: Django's admin under our name, with a policy that allows its scripts by nonce."""

from typing import Any

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# The editor writes style elements, and the import map is an inline script: both carry the nonce.
DESK_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
}


class MastheadAdminSite(admin.AdminSite):
    site_header = _("Masthead desk")
    site_title = _("Masthead desk")
    index_title = _("Today")
    enable_nav_sidebar = True

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap every view of the admin in the desk's content security policy."""
        return csp_update(DESK_POLICY)(super().admin_view(view, cacheable))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_url": "/"}
