"""Forgotten passwords: Django's own pages in the desk's design, and their mail by the outbox."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone

from site_config import staff_letters
from site_config.admin_site import DESK_POLICY, with_honest_status


class ForgottenPasswordForm(PasswordResetForm):
    def save(self, *args: Any, **options: Any) -> None:
        """Write to each account that has the address; its pages say the same if none has."""
        for account in self.get_users(self.cleaned_data["email"]):
            staff_letters.send_reset(account, now=timezone.now())


def _desk(view: type[Any], **options: Any) -> Any:
    @csp_update(DESK_POLICY)
    def wrapped(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        # The frame has the name of the site, which may have changed since the last request.
        inner = view.as_view(extra_context=admin.site.each_context(request), **options)
        return with_honest_status(request, inner(request, **arguments))

    return wrapped


# The names by which Django's templates find them.
urlpatterns = [
    path(
        "password_reset/",
        _desk(views.PasswordResetView, form_class=ForgottenPasswordForm),
        name="admin_password_reset",
    ),
    path(
        "password_reset/done/",
        _desk(views.PasswordResetDoneView),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>/",
        _desk(views.PasswordResetConfirmView),
        name="password_reset_confirm",
    ),
    path(
        "reset/done/",
        _desk(views.PasswordResetCompleteView),
        name="password_reset_complete",
    ),
]
