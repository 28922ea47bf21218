"""What the steps of the workflow ask for."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editions
from articles.admin.moments import MomentField, in_words
from articles.models import Article, Change, Edition, Kind
from site_config.kit.autocomplete import NumberedAutocomplete

_WHAT_IT_IS = {
    Change.MINOR: gettext_lazy("Minor edit: the dates that readers see stay as they are"),
    Change.UPDATE: gettext_lazy("Update: readers see a new date, and your note"),
    Change.CORRECTION: gettext_lazy("Correction: something was wrong; readers see your note"),
}
_zone = lazy(timezone.get_current_timezone_name, str)


class NoteField(forms.CharField):
    """A few sentences."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 70})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)


class StepForm(forms.Form):
    """Every step knows the article that it is taken with."""

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article


class NoteForm(StepForm):
    note = NoteField(label=gettext_lazy("Note"), required=False)


class RequiredNoteForm(StepForm):
    note = NoteField(label=gettext_lazy("What should change"))


class TimedForm(StepForm):
    """A step that is taken at once, or at the moment that is chosen here.

    It has two buttons, which say by `when` what they mean, so that a moment is never overlooked.
    """

    at = MomentField(
        label=gettext_lazy("Moment"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("Left empty, it happens at once. The clock is that of {zone}."),
            zone=_zone(),
        ),
    )
    now_label: str | Promise
    # With the moment in place of {moment}.
    later_label: str | Promise

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        when = self.data.get("when")
        if when == "now" and cleaned.get("at"):
            self.add_error("at", _("You chose a moment. Empty it, or use the other button."))
        if when == "later" and "at" in cleaned and not cleaned["at"]:
            self.add_error("at", _("Choose the day and the time."))
        return cleaned

    @property
    def at_words(self) -> str:
        """What the button that schedules is called, as far as the moment is known."""
        moment = self.cleaned_data.get("at") if self.is_bound else None
        words = in_words(moment) if moment else _("the moment above")
        return str(self.later_label).format(moment=words)


class PublishForm(TimedForm):
    change = forms.ChoiceField(label=gettext_lazy("This is"), widget=forms.RadioSelect)
    note = NoteField(
        label=gettext_lazy("Public note"),
        required=False,
        help_text=gettext_lazy("What changed, in a sentence. An update or correction needs it."),
    )
    with_faqs = forms.BooleanField(
        label=gettext_lazy("Publish its questions along with it"), required=False, initial=True
    )
    field_order = ["change", "note", "at", "with_faqs"]
    now_label = gettext_lazy("Publish now")
    later_label = gettext_lazy("Schedule for {moment}")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)  # noqa: S101 - for the type checker
        if editions.last_shown(self.article, now=timezone.now()) is not None:
            change.choices, change.initial = list(_WHAT_IT_IS.items()), Change.UPDATE
        else:
            change.choices, change.initial = [(Change.NEW, Change.NEW.label)], Change.NEW
            change.widget = forms.HiddenInput()
            self.fields["note"].label = _("Note")
            self.fields["note"].help_text = _("For colleagues: it stands in the history.")
        if not self.article.faq_uses.exists():
            del self.fields["with_faqs"]


class WithdrawForm(TimedForm):
    reason = NoteField(label=gettext_lazy("Reason, shown to readers"))
    replacement = forms.ModelChoiceField(
        label=gettext_lazy("Replacement"),
        required=False,
        queryset=Article.objects.on_desk().filter(kind=Kind.ARTICLE),
        widget=NumberedAutocomplete(Edition._meta.get_field("replacement"), admin.site),
        help_text=gettext_lazy("The live article that readers should find instead."),
        error_messages={"invalid_choice": gettext_lazy("Choose an article from the list.")},
    )
    redirect = forms.BooleanField(
        label=gettext_lazy("Send readers to the replacement instead of showing the reason"),
        required=False,
    )
    field_order = ["reason", "replacement", "redirect", "at"]
    now_label = gettext_lazy("Withdraw now")
    later_label = gettext_lazy("Withdraw at {moment}")
