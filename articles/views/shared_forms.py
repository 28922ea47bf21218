"""What the bearer of a share link fills in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.notes import MAX_LENGTH


class _StepForm(forms.Form):
    """One of the forms of the page; `name` says which, in the button that sends it."""

    name: str
    button: str | Promise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{self.name}_%s"

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        # The page, not crispy, writes the form element.
        helper.form_tag = False
        helper.disable_csrf = True
        helper.add_input(Submit("", str(self.button)))
        return helper


class NoteForm(_StepForm):
    name = "note"
    button = _("Send the note")

    note = forms.CharField(
        label=_("Your note"),
        max_length=MAX_LENGTH,
        help_text=_("For the editors alone. Say which part of the text you mean."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class SignOffForm(_StepForm):
    name = "sign_off"
    button = _("Sign off")

    read = forms.BooleanField(
        label=_("I have read this revision and sign it off"),
        error_messages={"required": _("Tick this to sign the revision off.")},
    )
    note = forms.CharField(
        label=_("Remark (optional)"),
        max_length=MAX_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
