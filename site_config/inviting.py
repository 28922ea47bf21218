"""Forms of the list of accounts: inviting somebody, and changing an account safely."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import EditorialRefusal
from site_config import staff
from site_config.kit.keys import SomeRowsField


class InviteForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    roles = SomeRowsField(
        label=gettext_lazy("Roles"),
        queryset=Group.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
    )


class AccountForm(UserChangeForm[User]):
    def clean(self) -> dict[str, Any]:
        """Somebody must be left who may change accounts."""
        cleaned = super().clean() or {}
        if staff.is_last_administrator(self.instance) and not self._stays_administrator(cleaned):
            self.add_error(None, staff.last_administrator())
        return cleaned

    def _stays_administrator(self, cleaned: dict[str, Any]) -> bool:
        if not (cleaned.get("is_active") and cleaned.get("is_staff")):
            return False
        if cleaned.get("is_superuser", self.instance.is_superuser):
            return True
        app, _dot, codename = staff.ADMINISTER.partition(".")
        roles = cleaned.get("groups", Group.objects.none())
        return roles.filter(
            permissions__codename=codename, permissions__content_type__app_label=app
        ).exists()


def invite_view(model_admin: Any, request: Any) -> HttpResponse:
    """Ask for name, address and roles, and invite by mail."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account = staff.invite(by=request.user, now=timezone.now(), **form.cleaned_data)
        except EditorialRefusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            model_admin.log_addition(request, account, _("Invited."))
            told = _("%(name)s is invited: a mail with a link is on its way to %(email)s.")
            names = {"name": account.get_full_name(), "email": account.email}
            messages.success(request, told % names)
            return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": _("Invite somebody to the desk"),
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/auth/user/invite.html", context, status=status)
