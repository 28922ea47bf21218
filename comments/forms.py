"""The form "Leave a Comment". It holds nothing per reader or time, so a page with it is cacheable."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import MAX_CHARACTERS
from comments.readers import display_name
from site_config.kit.html import without_control_characters

_LARGEST_ID = 2**63 - 1


class CommentForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        # Not type=url: a browser would refuse "example.org", which the server understands.
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=MAX_CHARACTERS,
        help_text=gettext_lazy("Plain text, up to 5,000 characters. Begin a line with > to quote."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    # People do not see this field; see comments.screening.clues.trap.
    nickname = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    parent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        """`account` is the signed-in staff member who writes; name and address are its own."""
        super().__init__(*args, **kwargs)
        self.account = account
        if account is not None:
            self.initial |= {"name": display_name(account), "email": account.email}
            self.fields["name"].disabled = True
            self.fields["email"].disabled = True
            self.fields["email"].required = False

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        # The page, not crispy, writes the form element: its address is the article's.
        helper.form_tag = False
        helper.disable_csrf = True
        helper.add_input(Submit("", _("Post comment")))
        return helper

    def clean_name(self) -> str:
        return " ".join(without_control_characters(self.cleaned_data["name"]).split())

    def clean_body(self) -> str:
        body: str = without_control_characters(self.cleaned_data["body"])
        return body.replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get("parent", "")
        cleaned["parent_id"] = None
        if parent:
            if not (parent.isascii() and parent.isdigit()) or not 0 < int(parent) <= _LARGEST_ID:
                self.add_error(None, _("The comment you are answering is no longer here."))
            else:
                cleaned["parent_id"] = int(parent)
        return cleaned
