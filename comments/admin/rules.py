"""Rules of words: nothing is saved before it was seen what it would have caught."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Rule
from comments.permissions import MODERATE
from comments.screening import trial
from comments.screening.facts import MOST_RULES
from comments.screening.folding import Folded
from comments.screening.verdict import WordRule
from site_config.kit.long_lists import LongListAdmin


class ModeratorsAdmin(LongListAdmin):
    """What moderators see, make and change, and nobody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MODERATE)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class RuleForm(forms.ModelForm[Rule]):
    class Meta:
        model = Rule
        fields = ("words", "whole_word", "effect", "note", "is_active")

    def clean_words(self) -> str:
        wanted: str = self.cleaned_data["words"]
        if len(Folded(wanted).text.strip()) < 2:
            raise forms.ValidationError(_("Write at least two letters."))
        return wanted

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        others = Rule.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        if is_active and others[:MOST_RULES].count() == MOST_RULES:
            raise forms.ValidationError(
                _("%(most)d rules are in force; switch another one off first.")
                % {"most": MOST_RULES}
            )
        return is_active


@admin.register(Rule)
class RuleAdmin(ModeratorsAdmin):
    form = RuleForm
    list_display = ["words", "whole_word", "effect", "is_active", "note", "created_at"]
    list_filter = ["is_active", "effect"]
    search_fields = ["words", "note"]
    ordering: ClassVar[Any] = ("words", "pk")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """A valid rule is tried first; what is sent from the page of the trial is saved."""
        if (
            request.method == "POST"
            and "tried" not in request.POST
            and self.has_change_permission(request)
        ):
            rule = self.get_object(request, object_id) if object_id else None
            form = self.get_form(request, rule)(request.POST, instance=rule)
            if form.is_valid():
                return self._trial(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _trial(self, request: HttpRequest, form: Any) -> TemplateResponse:
        rule = WordRule(*map(form.cleaned_data.get, WordRule._fields))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What this rule would have caught"),
            "opts": self.opts,
            "rule": rule,
            "trial": trial.of(rule, now=timezone.now()),
            "days": trial.PERIOD.days,
            "sent": [pair for pair in request.POST.items() if pair[0] != "csrfmiddlewaretoken"],
        }
        return TemplateResponse(request, "admin/comments/rule/trial.html", context)

    def save_model(self, request: Any, obj: Rule, form: Any, change: bool) -> None:
        if not change:
            obj.created_at, obj.created_by = timezone.now(), request.user
        super().save_model(request, obj, form, change)
