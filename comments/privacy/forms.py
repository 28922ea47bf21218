"""The forms by which readers, and those who look after them, ask, download and erase."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KEEP, REMOVE = "keep", "remove"


def _helper(button: str) -> FormHelper:
    helper = FormHelper()
    helper.disable_csrf = True
    helper.add_input(Submit("", button))
    return helper


class AskForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("The one that you gave with your comments."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Send me the link"))


class EraseForm(forms.Form):
    words = forms.ChoiceField(
        label=gettext_lazy("Your published comments"),
        choices=[
            (KEEP, gettext_lazy("Keep them, without my name: as those of an “Erased reader”")),
            (REMOVE, gettext_lazy("Take their words away as well")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what shall become of them.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring back what is erased"),
        error_messages={"required": gettext_lazy("Tick the box, as this cannot be undone.")},
    )

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Erase it"))
