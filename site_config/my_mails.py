"""The page on which people at the desk choose which mails they get."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles.models import MailPreference


class MailPreferenceForm(forms.ModelForm[MailPreference]):
    class Meta:
        model = MailPreference
        fields = ["submitted", "decided", "published", "noted", "review_due"]


def my_mails(request: Any, context: dict[str, Any]) -> HttpResponse:
    """Show or save one's own choice; nobody has a say in that of others."""
    mine = MailPreference.objects.filter(user_id=request.user.pk).first()
    choice = mine or MailPreference(user_id=request.user.pk)
    form = MailPreferenceForm(request.POST if request.method == "POST" else None, instance=choice)
    if request.method == "POST" and form.is_valid():
        MailPreference.objects.update_or_create(user_id=request.user.pk, defaults=form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return HttpResponseRedirect(request.path)
    context = {**context, "title": _("My mails"), "form": form}
    return TemplateResponse(request, "admin/my_mails.html", context)
