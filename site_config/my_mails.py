"""The page on which people at the desk choose which mails they get."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles.models import MailPreference
from comments.models import ModeratorMails
from comments.permissions import MODERATE


class MailPreferenceForm(forms.ModelForm[MailPreference]):
    class Meta:
        model = MailPreference
        fields = ["submitted", "decided", "published", "noted", "review_due"]


class ModeratorMailsForm(forms.ModelForm[ModeratorMails]):
    class Meta:
        model = ModeratorMails
        fields = ["waiting"]


def my_mails(request: Any, context: dict[str, Any]) -> HttpResponse:
    """Show or save one's own choice; nobody has a say in that of others."""
    user = request.user
    choices = [_form(MailPreferenceForm, request)]
    if user.has_perm(MODERATE):
        choices.append(_form(ModeratorMailsForm, request))
    if request.method == "POST" and all(form.is_valid() for form in choices):
        for form in choices:
            form._meta.model.objects.update_or_create(user_id=user.pk, defaults=form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return HttpResponseRedirect(request.path)
    context = {**context, "title": _("My mails"), "forms": choices}
    return TemplateResponse(request, "admin/my_mails.html", context)


def _form(form_class: Any, request: Any) -> Any:
    """The form with what its sender has chosen so far, which may be nothing yet."""
    model, user = form_class._meta.model, request.user.pk
    choice = model.objects.filter(user_id=user).first() or model(user_id=user)
    return form_class(request.POST if request.method == "POST" else None, instance=choice)
