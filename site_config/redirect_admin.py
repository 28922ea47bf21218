"""The redirect manager: a list to search, a form for one, files for many."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from site_config import redirect_files, redirects
from site_config.kit.long_lists import LongListAdmin
from site_config.models import Redirect
from site_config.redirects import Wish

# Of lines in which nothing is wrong, a few are enough to see that the file was read rightly.
SHOWN = 50


class RedirectForm(forms.ModelForm[Redirect]):
    """The verb judges; here its judgement comes to stand beside the field."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("old_path") and cleaned.get("target"):
            but = self.instance if self.instance.pk else None
            [judged] = redirects.judge([_wish(cleaned)], now=timezone.now(), but=but)
            if judged.error or judged.is_known:
                error = judged.error or _("There is a redirect from this path already.")
                self.add_error("old_path", error)
        return cleaned


class FileForm(forms.Form):
    """A file to look at; its text comes back with the answer, and is taken in the second time."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("CSV in UTF-8; each line is: old path, new address."),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    wishes: list[Wish]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file: UploadedFile | None = cleaned.get("file")
        try:
            if file is not None:
                cleaned["text"] = redirect_files.decoded(file.read(redirect_files.MAX_BYTES + 1))
            if not cleaned.get("text"):
                raise redirect_files.Unreadable(_("Choose a file."))
            self.wishes = redirect_files.read(cleaned["text"])
        except redirect_files.Unreadable as unreadable:
            raise forms.ValidationError({"file": str(unreadable)}) from unreadable
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(LongListAdmin):
    form = RedirectForm
    fields = ["old_path", "target"]
    list_display = ["old_path", "target", "made_at", "made_by"]
    list_select_related = ["made_by"]
    search_fields = ["old_path", "target"]
    change_list_template = "admin/site_config/redirect/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        views = [("import", self.import_view), ("export", self.export_view)]
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"site_config_redirect_{name}")
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def save_model(self, request: Any, obj: Redirect, form: Any, change: bool) -> None:
        wish, now = _wish(form.cleaned_data), timezone.now()
        if change:
            redirects.change(obj, wish, by=request.user, now=now)
        else:
            [made] = redirects.put([wish], by=request.user, now=now)
            obj.pk, obj.old_path = made.pk, made.old_path

    def import_view(self, request: Any) -> HttpResponse:
        """Show what a file would do; write it once that has been confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        judged: list[Wish] = []
        if form.is_bound and form.is_valid():
            judged = redirects.judge(form.wishes, now=timezone.now())
            if "confirm" in request.POST and not any(wish.error for wish in judged):
                return self._take_in(request, form.wishes)
        errors = [wish for wish in judged if wish.error]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import redirects"),
            "form": form,
            "wishes": errors or judged[:SHOWN],
            "count": len(judged),
            "errors": len(errors),
            "text": form.cleaned_data.get("text", "") if judged else "",
        }
        template = "admin/site_config/redirect/import.html"
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = HttpResponse(
            redirect_files.written(Redirect.objects.iterator()),
            content_type="text/csv; charset=utf-8",
        )
        response["Content-Disposition"] = 'attachment; filename="redirects.csv"'
        return response

    def _take_in(self, request: Any, wishes: list[Wish]) -> HttpResponse:
        count = len(redirects.put(wishes, by=request.user, now=timezone.now()))
        words = ngettext("%(count)d redirect is new.", "%(count)d redirects are new.", count)
        messages.success(request, words % {"count": count})
        return HttpResponseRedirect(reverse("admin:site_config_redirect_changelist"))


def _wish(cleaned: dict[str, Any]) -> Wish:
    return Wish(cleaned["old_path"], cleaned["target"])
