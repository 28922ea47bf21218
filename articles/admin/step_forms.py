"""What the steps of the workflow ask for."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Change, Kind

_NOTE = {"max_length": 500, "widget": forms.Textarea(attrs={"rows": 3, "cols": 70})}


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, **_NOTE)


class RequiredNoteForm(forms.Form):
    note = forms.CharField(label=_("What should change"), **_NOTE)


class PublishForm(forms.Form):
    change = forms.ChoiceField(
        label=_("This is"),
        choices=Change,
        initial=Change.NEW,
        help_text=_("A minor edit leaves the dates that readers see as they are."),
    )
    note = forms.CharField(
        label=_("Public note"),
        required=False,
        help_text=_("For an update or a correction: what changed, in a sentence."),
        **_NOTE,
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
    reason = forms.CharField(label=_("Reason, shown to readers"), **_NOTE)
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
