"""Forms that readers fill in without an account: nothing per reader or time is in them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import ErrorReport
from site_config.kit.plain_text import NameField, PlainTextField, TrapField

LONGEST_REPORT = 2_000
LONGEST_MESSAGE = 5_000


class GuardedForm(forms.Form):
    """Has a field `nickname`, a TrapField, and no token: the view asks for the origin instead."""

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


class ReportForm(GuardedForm):
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


class ContactForm(GuardedForm):
    """A message to the editors, who answer by mail."""

    name = NameField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("Where the editors answer. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    body = PlainTextField(
        label=gettext_lazy("Message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
    )
    nickname = TrapField()
