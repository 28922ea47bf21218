"""The page on which a label is deleted, or merged into another one.

It takes the place of Django's own, which lists what would be deleted along: here nothing is.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import labels
from articles.errors import EditorialRefusal
from articles.page_keys import Label
from site_config.kit.autocomplete import NumberedAutocomplete

LISTED = 20


class DeletionForm(forms.Form):
    """Asks what takes the place of a label; who leaves it empty deletes the label."""

    into: forms.ModelChoiceField[Any]

    def __init__(self, label: Label, model_admin: Any, *args: Any) -> None:
        super().__init__(*args)
        model, field = model_admin.named_by
        self.fields["into"] = forms.ModelChoiceField(
            type(label)._default_manager.exclude(pk=label.pk),
            label=_("What takes its place"),
            required=labels.is_needed(label),
            widget=NumberedAutocomplete(model._meta.get_field(field), model_admin.admin_site),
            help_text=_("Its articles and its old addresses lead there from now on."),
        )


class LabelDeletion(admin.ModelAdmin[Any]):
    """Gives the admin of a label that page. Many at once cannot be deleted.

    `named_by` is a model, and its field that names such labels.
    """

    named_by: tuple[type[Model], str]

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        label: Any = self.get_object(request, unquote(object_id))
        if label is None:
            raise Http404
        if not self.has_delete_permission(request, label):
            raise PermissionDenied
        form = DeletionForm(label, self, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                said = _delete(label, form.cleaned_data["into"], request)
            except EditorialRefusal as refusal:
                form.add_error("into", refusal.message)
            else:
                messages.success(request, said)
                opts = self.opts
                return HttpResponseRedirect(
                    reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
                )
        return self._deletion_page(request, label, form)

    def _deletion_page(
        self, request: HttpRequest, label: Label, form: DeletionForm
    ) -> HttpResponse:
        copies = labels.desk_copies(label)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Delete or merge “%(name)s”") % {"name": label},
            "label": label,
            "form": form,
            "media": self.media + form.media,
            "articles": copies[:LISTED],
            "count": copies.count(),
            "children": getattr(label, "children", None),
            "is_needed": form.fields["into"].required,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/articles/label_deletion.html", context, status=status
        )


def _delete(label: Any, into: Any, request: Any) -> str:
    """Merge or delete, and say what happened."""
    name, now = str(label), timezone.now()
    if into is None:
        labels.delete(label, by=request.user, now=now)
        return _("“%(name)s” is deleted.") % {"name": name}
    labels.merge(label, into=into, by=request.user, now=now)
    return _("“%(name)s” is now “%(into)s”; its old addresses lead there.") % {
        "name": name,
        "into": into,
    }
