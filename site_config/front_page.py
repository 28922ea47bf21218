"""The page of the desk on which an editor arranges the home page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import front_page
from articles.errors import EditorialRefusal
from articles.history import name_of
from articles.models import Article, Kind
from articles.permissions import PUBLISH
from site_config.kit.autocomplete import NumberedAutocomplete

CHANGES_SHOWN = 10


class FrontPageForm(forms.Form):
    """A field for each place, from the lead down; an empty one is left to the newest articles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles = Article.objects.on_desk().filter(kind=Kind.ARTICLE)
        for place, article in enumerate(_places()):
            self.fields[f"place_{place}"] = forms.ModelChoiceField(
                articles,
                required=False,
                initial=article,
                label=_("Place %(number)d") % {"number": place} if place else _("Lead article"),
                # It searches what the field of that name offers.
                widget=NumberedAutocomplete(Article._meta.get_field("pinned"), admin.site),
            )

    def save(self, *, by: Any) -> None:
        chosen = filter(None, (self.cleaned_data[name] for name in self.fields))
        front_page.arrange(list(chosen), by=by, now=timezone.now())


def front_page_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """GET shows the places, POST fills them: 302, or 422 with what is wrong."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    form = FrontPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except EditorialRefusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The front page is arranged."))
            return HttpResponseRedirect(request.path)
    context = {
        **site.each_context(request),
        "title": gettext_lazy("Front page"),
        "form": form,
        "unseen": front_page.unseen(now=timezone.now()),
        "changes": [_happened(each) for each in front_page.changes()[:CHANGES_SHOWN]],
    }
    return TemplateResponse(request, "admin/front_page.html", context)


def _happened(change: LogEntry) -> dict[str, Any]:
    return {
        "at": change.action_time,
        "by_name": name_of(change.user),
        "in_words": change.change_message,
    }


def _places() -> list[Article | None]:
    arranged = front_page.arranged()
    return [*arranged, *[None] * (front_page.PLACES - len(arranged))]
