"""Forms that readers fill in without an account: nothing per reader or time is in them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import ErrorReport
from site_config.kit.plain_text import PlainTextField, TrapField

LONGEST_REPORT = 2_000


class ReportForm(forms.Form):
    """Something is wrong or out of date."""

    sort = forms.ChoiceField(label=gettext_lazy("What is it about?"), choices=ErrorReport.Sort)
    body = PlainTextField(
        label=gettext_lazy("What should the editors know?"),
        max_length=LONGEST_REPORT,
        help_text=gettext_lazy("Name the sentence, and a source if you have one."),
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail (optional)"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Only if the editors may write back. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    nickname = TrapField()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.disable_csrf = True
        helper.add_input(Submit("", _("Send to the editors")))
        return helper

    def clean_nickname(self) -> str:
        """A person whose browser filled it in sends the form again, which is shown without it."""
        if self.cleaned_data["nickname"]:
            self.data = {**self.data.dict(), "nickname": ""}  # type: ignore[attr-defined]
            self.add_error(None, _("A hidden field was filled in. Please send the form again."))
        return ""
