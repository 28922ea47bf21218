"""What the steps of the workflow ask for."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Change, Kind


class NoteField(forms.CharField):
    """A few sentences."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 70})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)


class NoteForm(forms.Form):
    note = NoteField(label=_("Note"), required=False)


class RequiredNoteForm(forms.Form):
    note = NoteField(label=_("What should change"))


class PublishForm(forms.Form):
    change = forms.ChoiceField(
        label=_("This is"),
        choices=Change,
        initial=Change.NEW,
        help_text=_("A minor edit leaves the dates that readers see as they are."),
    )
    note = NoteField(
        label=_("Public note"),
        required=False,
        help_text=_("For an update or a correction: what changed, in a sentence."),
    )
    at = forms.SplitDateTimeField(
        label=_("Moment"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Leave it empty to publish at once."),
    )
    with_faqs = forms.BooleanField(
        label=_("Publish its questions along with it"), required=False, initial=True
    )


class WithdrawForm(forms.Form):
    reason = NoteField(label=_("Reason, shown to readers"))
    replacement = forms.CharField(
        label=_("Replacement"),
        required=False,
        help_text=_("The address of the article that replaces it, for example /articles/sleep/."),
    )
    redirect = forms.BooleanField(
        label=_("Send readers to the replacement instead of showing the reason"), required=False
    )

    def clean_replacement(self) -> Article | None:
        path = self.cleaned_data["replacement"].strip()
        if not path:
            return None
        found = Article.objects.filter(addresses__path=path, kind=Kind.ARTICLE).first()
        if found is None:
            raise forms.ValidationError(_("No article has this address."))
        return found
