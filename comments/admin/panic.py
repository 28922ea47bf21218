"""The emergency switch: what was done with it, and its two steps, of which only the second acts."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from comments import panic
from comments.admin.rules import ModeratorsAdmin
from comments.errors import CommentRefused
from comments.models import Panic

HOURS = (1, 6, 24)


def _in_hours(hours: int) -> tuple[str, Any]:
    words = ngettext_lazy("For %(hours)d hour", "For %(hours)d hours", hours)
    return str(hours), words % {"hours": hours}


class PanicForm(forms.Form):
    measure = forms.ChoiceField(
        label=gettext_lazy("What to do"), choices=Panic.Measure, widget=forms.RadioSelect
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("How long"),
        choices=[_in_hours(hours) for hours in HOURS],
        initial="1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For colleagues; readers do not see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@admin.register(Panic)
class PanicAdmin(ModeratorsAdmin):
    list_display = ["measure", "begins_at", "ends_at", "by_name", "ended_by_name", "reason"]
    list_filter = ["measure"]
    ordering: ClassVar[Any] = ("-begins_at", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        end = path("end/", self.admin_site.admin_view(self.end), name="comments_panic_end")
        return [end, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A valid form is answered by what it would do; sent again from there, it does it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PanicForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._page(request, form=form)
        if "confirmed" not in request.POST:
            return self._page(request, form=form, asked=self._asked(form))
        self._begin(request, form)
        return HttpResponseRedirect(reverse("admin:index"))

    def end(self, request: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            panic.end(by=request.user, now=timezone.now())
            messages.success(request, _("The emergency measure is over."))
        except CommentRefused as refused:
            messages.info(request, refused.message)
        return HttpResponseRedirect(reverse("admin:index"))

    def _begin(self, request: Any, form: PanicForm) -> None:
        wanted = form.cleaned_data
        try:
            panic.begin(
                wanted["measure"],
                lasts=dt.timedelta(hours=int(wanted["hours"])),
                reason=wanted["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except CommentRefused as refused:
            messages.error(request, refused.message)

    def _asked(self, form: PanicForm) -> dict[str, Any]:
        now = timezone.now()
        return {
            "measure": form.cleaned_data["measure"],
            "until": now + dt.timedelta(hours=int(form.cleaned_data["hours"])),
            "instead_of": panic.in_force(now),
            "sent": form.cleaned_data.items(),
        }

    def _page(self, request: HttpRequest, *, form: PanicForm, asked: Any = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Really do this?") if asked else _("Hold or close all discussions"),
            "opts": self.opts,
            "form": form,
            "asked": asked,
        }
        status = 422 if form.errors else 200
        template = "admin/comments/panic/begin.html"
        return TemplateResponse(request, template, context, status=status)
