"""The form "Leave a Comment": nothing per reader or time in it, so its page is cacheable."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.mail_forms import MailWishes
from comments.models import MAX_CHARACTERS
from comments.readers import display_name
from site_config.kit import html
from site_config.kit.plain_text import NameField, PlainTextField, TrapField

MAX_NAME = 80
# Up to eighteen digits: a database's numbers go further, its comments do not.
_ID = re.compile("[1-9][0-9]{0,17}")
# Up to three years; what else stands there was not written by our script.
_SECONDS = re.compile("[0-9]{1,8}")


def could_be_comment(text: str) -> bool:
    """Whether a comment could have this number, so that one may be looked for."""
    return _ID.fullmatch(text) is not None


def text_field() -> PlainTextField:
    """The text of a comment, where it is first written and where it is changed."""
    return PlainTextField(
        label=gettext_lazy("Comment"),
        max_length=MAX_CHARACTERS,
        help_text=gettext_lazy("Plain text, up to 5,000 characters. Begin a line with > to quote."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


def inside_a_form() -> FormHelper:
    """The page, not crispy, writes the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class SecondsField(forms.CharField):
    """How long the form took, if a script has told it; no answer is a mistake."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        return int(value) if isinstance(value, str) and _SECONDS.fullmatch(value) else None


class CommentForm(MailWishes):
    field_order = ("name", "email", "website", "body")  # The wishes come last.

    name = NameField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME,
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
    body = text_field()
    # People do not see this field; see comments.screening.clues.trap.
    nickname = TrapField()
    parent = forms.CharField(required=False, widget=forms.HiddenInput)
    filled_in = SecondsField()

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        """`account` is the signed-in staff member who writes; name and address are its own."""
        super().__init__(*args, **kwargs)
        self.account = account
        self.preview = ""
        if account is not None:
            name = display_name(account)[:MAX_NAME]
            self.initial.update(name=name, email=account.email)
            self.fields["name"].disabled = True
            self.fields["email"].disabled = True
            self.fields["email"].required = False

    @property
    def is_blank(self) -> bool:
        """Whether it is as every reader first finds it: nothing sent, and nobody known."""
        return not (self.is_bound or self.account or self.initial.get("parent"))

    @property
    def helper(self) -> FormHelper:
        return inside_a_form()

    def show_preview(self) -> None:
        """Show the text as readers would see it, as far as it is valid."""
        self.preview = html.render_comment(self.cleaned_data.get("body", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get("parent", "")
        cleaned["parent_id"] = None
        if parent:
            if could_be_comment(parent):
                cleaned["parent_id"] = int(parent)
            else:
                self.refuse_parent(_("There is no such comment to answer."))
        return cleaned

    def refuse_parent(self, message: str) -> None:
        """Say so, and let the form, sent again as it is shown then, post a comment of its own."""
        self.add_error(None, message)
        self.data = dict(self.data.items()) | {"parent": ""}


class EditForm(forms.Form):
    """Another text for a comment; nothing else of it changes. `seen` marks the text before."""

    body = text_field()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def helper(self) -> FormHelper:
        return inside_a_form()


class WithdrawForm(forms.Form):
    """A button alone; its errors say why the comment stays."""

    @property
    def helper(self) -> FormHelper:
        return inside_a_form()
