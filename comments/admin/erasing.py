"""Readers' data for those who answer their letters: see, download and erase what is held."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, DataRequest
from comments.permissions import ERASE
from comments.privacy.collecting import file_of, held
from comments.privacy.erasing import Erased, erase
from comments.privacy.forms import KEEP, REMOVE
from site_config.kit.keys import could_be_key
from site_config.kit.long_lists import LongListAdmin


class AddressForm(forms.ModelForm[DataRequest]):
    class Meta:
        model = DataRequest
        fields = ("email",)


@admin.register(DataRequest)
class DataRequestAdmin(LongListAdmin):
    """Who asked lately; `erase/?comment=7` is about the address of that comment."""

    change_list_template = "admin/comments/datarequest/change_list.html"
    list_display = ["email", "at"]
    search_fields = ["email"]
    fields = ("email", "at")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(ERASE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.erase_view)
        return [path("erase/", view, name="comments_datarequest_erase"), *super().get_urls()]

    def erase_view(self, request: Any) -> HttpResponse:
        """Ask for an address, then show what is held; POST `step` says what to do with it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = AddressForm(request.POST or None, initial={"email": _address_of(request)})
        email = form.cleaned_data["email"] if form.is_valid() else ""
        step = request.POST.get("step", "")
        if email and step == "download":
            return file_of(email, now=timezone.now())
        if email and step in {KEEP, REMOVE}:
            erased = erase(email, keep_words=step == KEEP, by=request.user, now=timezone.now())
            _tell(request, erased)
            return HttpResponseRedirect(reverse("admin:comments_datarequest_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What we hold about an address"),
            "form": form,
            "email": email,
            "held": held(email) if email else None,
        }
        template, status = "admin/comments/datarequest/erase.html", 422 if form.errors else 200
        return TemplateResponse(request, template, context, status=status)


def _address_of(request: HttpRequest) -> str:
    """The address of the comment that the page was opened from, if it was."""
    number = request.GET.get("comment", "")
    comments = Comment.objects.filter(pk=number) if could_be_key(Comment, number) else []
    return next((comment.author_email for comment in comments), "")


def _tell(request: HttpRequest, erased: Erased) -> None:
    words = ngettext(
        "%(count)d comment is erased.", "%(count)d comments are erased.", erased.comments
    )
    messages.success(request, words % {"count": erased.comments})
    if erased.left:
        messages.warning(
            request,
            _("%(count)d are left. Erase the same address again to go on.")
            % {"count": erased.left},
        )
