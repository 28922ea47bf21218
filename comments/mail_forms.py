"""What readers say about mail: which they want, and which comments are really theirs."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment, State
from site_config.kit.dates import Calendar
from site_config.kit.html import one_line

LONGEST_EXCERPT = 80
# Who confirms a comment answers for it, and so has to see what it says.
LONGEST_CHOICE = 600


class MailWishes(forms.Form):
    """Which mails the writer of a comment wants; none, unless it is said."""

    decision = forms.BooleanField(
        label=gettext_lazy("Tell me when it is published"), required=False
    )
    answers = forms.BooleanField(label=gettext_lazy("Tell me of answers"), required=False)


class StatusMailForm(MailWishes):
    """The same on the status page of a comment, as it is set now."""

    def __init__(self, data: QueryDict | None = None, *, comment: Comment) -> None:
        now = {"decision": comment.tells_decision, "answers": comment.tells_replies}
        super().__init__(data, initial=now)
        if comment.state == State.PUBLISHED:
            self.fields["decision"].widget = forms.HiddenInput()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.add_input(Submit("", _("Save")))
        return helper


class ConfirmForm(forms.Form):
    """That the address is one's own, which comments are too, and whether the device is.

    Nothing is ticked beforehand: anybody may have written the comment that the mail is about. Of
    one comment, a button says whether it is the reader's own; so does `none`, of all of them.
    """

    own = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which of these comments are yours?"),
        help_text=gettext_lazy("Anybody can type your address: tick only what you wrote yourself."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Remember me on this device"),
        help_text=gettext_lazy(
            "Comments that you write here with this address need no mail then, for a year. "
            "A cookie does that. Leave it out on a device that others use."
        ),
        required=False,
    )

    def __init__(self, *args: Any, comments: Sequence[Comment], offer: bool, **kwargs: Any) -> None:
        """`comments` wait to be confirmed; `offer` is whether to remember the device."""
        super().__init__(*args, **kwargs)
        choices = [(each.pk, described(each, most=LONGEST_CHOICE)) for each in comments]
        self.fields["own"].choices = choices  # type: ignore[attr-defined]
        self.only = choices[0] if len(choices) == 1 else None
        if self.only:
            self.fields["own"].widget = forms.MultipleHiddenInput()
        if not comments:
            del self.fields["own"]
        if not offer:
            del self.fields["remember"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "own" in self.fields and not self.errors and not cleaned["own"]:
            if "none" not in self.data:
                self.add_error(None, _("Tick what you wrote, or say that none of them is yours."))
        return cleaned

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def described(comment: Comment, *, most: int = LONGEST_EXCERPT) -> str:
    """Day and first words of a comment, for its writer."""
    day = Calendar().day(comment.created_at)
    words = Truncator(one_line(comment.body)).chars(most)
    return f"{day}: {words}"
