"""The page on which colleagues are invited to edit an article."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import history, invitations, permissions
from articles.admin.pages import context_of, url_of
from articles.errors import EditorialRefusal
from articles.models import Article


class ColleagueField(forms.ModelChoiceField[User]):
    """Shows people by their whole names."""

    def label_from_instance(self, obj: User) -> str:
        return history.name_of(obj)


class InvitationForm(forms.Form):
    colleague = ColleagueField(User.objects.none(), label=gettext_lazy("Colleague"))

    def __init__(self, people: QuerySet[User], *args: Any) -> None:
        super().__init__(*args)
        self.fields["colleague"].queryset = people  # type: ignore[attr-defined]


def people_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Show who may edit the article; invite somebody, or take an invitation back."""
    may_edit = permissions.may_edit(request.user, article)
    form = InvitationForm(invitations.colleagues(article))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        form, said = _answer(request, article)
        if said:
            messages.success(request, said)
            return HttpResponseRedirect(url_of(model_admin, article, "people"))
    context = {
        **context_of(model_admin, request, article, "people"),
        "title": _("People"),
        "form": form,
        "may_edit": may_edit,
        "creator": article.created_by,
        "contributions": article.contributions.select_related("author"),
        "invited": article.invited.order_by("first_name", "last_name", "username"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/articles/desk/people.html", context, status=status)


def _answer(request: Any, article: Article) -> tuple[InvitationForm, str]:
    """Do what was asked for; the form with what is wrong, or what happened in words."""
    is_uninvitation = "uninvite" in request.POST
    people = article.invited.all() if is_uninvitation else invitations.colleagues(article)
    form = InvitationForm(people, request.POST)
    if not form.is_valid():
        return form, ""
    colleague, now = form.cleaned_data["colleague"], timezone.now()
    try:
        if is_uninvitation:
            invitations.uninvite(article, colleague, by=request.user, now=now)
            words = _("%(name)s is no longer invited.")
        else:
            invitations.invite(article, colleague, by=request.user, now=now)
            words = _("%(name)s may edit this article now.")
    except EditorialRefusal as refusal:
        form.add_error("colleague", refusal.message)
        return form, ""
    return form, words % {"name": history.name_of(colleague)}
