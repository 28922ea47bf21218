"""The form by which readers report a comment."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Report
from site_config.kit.plain_text import PlainTextField, TrapField

LONGEST_NOTE = 500


class ReportForm(forms.Form):
    sort = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=Report.Sort,
        widget=forms.RadioSelect,
    )
    note = PlainTextField(
        label=gettext_lazy("Anything else that the moderators should know? (optional)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    nickname = TrapField()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.disable_csrf = True
        helper.add_input(Submit("", _("Send to the moderators")))
        return helper

    def clean_nickname(self) -> str:
        """A person whose browser filled it in sends the form again, which is shown without it."""
        if self.cleaned_data["nickname"]:
            self.data = {**self.data.dict(), "nickname": ""}  # type: ignore[attr-defined]
            self.add_error(None, _("A hidden field was filled in. Please send the form again."))
        return ""
