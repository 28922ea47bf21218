"""The tab “Review” of an article: when it was looked at last, when next, and what readers report.

GET shows it; each of its forms calls one verb.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import editions, permissions, reports, reviews
from articles.admin.pages import context_of, url_of
from articles.errors import EditorialRefusal
from articles.models import Article, ErrorReport

SHOWN = 50

Values = dict[str, Any]
Perform = Callable[[Article, Values, Any, dt.datetime], str]


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For colleagues: what you checked it against."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 70}),
    )


class MoveForm(forms.Form):
    to = forms.DateField(
        label=gettext_lazy("Next review"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)


class IntervalForm(forms.Form):
    months = forms.IntegerField(
        label=gettext_lazy("Months between reviews"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("Left empty, the category decides."),
    )


class ResolveForm(forms.Form):
    report = forms.IntegerField(widget=forms.HiddenInput, max_value=2**62)
    resolution = forms.CharField(label=gettext_lazy("What was done"), max_length=500)


def _review(article: Article, values: Values, by: Any, now: dt.datetime) -> str:
    edition = reviews.review(article, by=by, now=now, note=values["note"])
    if edition.review_due_on is None:
        return _("Reviewed. It is not due again by itself: nobody has set an interval.")
    day = formats.date_format(edition.review_due_on, "DATE_FORMAT")
    return _("Reviewed. It is due again on %(day)s.") % {"day": day}


def _move(article: Article, values: Values, by: Any, now: dt.datetime) -> str:
    reviews.move_review([article], to=values["to"], by=by, now=now, note=values["note"])
    return _("The next review is due on %(day)s.") % {
        "day": formats.date_format(values["to"], "DATE_FORMAT")
    }


def _set_interval(article: Article, values: Values, by: Any, now: dt.datetime) -> str:
    reviews.set_interval(article, months=values["months"], by=by, now=now)
    return _("Saved. The date of the next review was counted anew.")


def _resolve(article: Article, values: Values, by: Any, now: dt.datetime) -> str:
    report = get_object_or_404(article.reports, pk=values["report"])
    reports.resolve(report, by=by, now=now, resolution=values["resolution"])
    return _("Dealt with. The report stands below with what you wrote.")


FORMS: dict[str, tuple[type[forms.Form], Perform]] = {
    "review": (ReviewForm, _review),
    "move": (MoveForm, _move),
    "interval": (IntervalForm, _set_interval),
    "resolve": (ResolveForm, _resolve),
}


def review_view(model_admin: Any, request: Any, article: Article) -> HttpResponse:
    """Show the tab, or take what one of its forms asks for: the one that `verb` names."""
    if request.method != "POST":
        return _page(model_admin, request, article)
    name = request.POST.get("verb", "")
    if name not in FORMS:
        raise Http404
    if name not in _allowed(request.user, article):
        raise PermissionDenied
    form_class, perform = FORMS[name]
    form = form_class(request.POST, auto_id=_ids(name))
    if form.is_valid():
        try:
            said = perform(article, form.cleaned_data, request.user, timezone.now())
        except EditorialRefusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(url_of(model_admin, article, "review"))
    return _page(model_admin, request, article, name, form)


def _allowed(user: Any, article: Article) -> Iterator[str]:
    """The forms that this person may send."""
    if permissions.may_review(user, article):
        yield "review"
    if permissions.may_plan_reviews(user):
        yield from ("move", "interval")
    if user.has_perm(permissions.REVIEW):
        yield "resolve"


def _ids(name: str) -> str:
    return f"id_{name}_%s"


def _page(
    model_admin: Any,
    request: HttpRequest,
    article: Article,
    sent: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    allowed = set(_allowed(request.user, article))
    live = editions.shown_now(article, now=timezone.now())
    initial = {"to": article.review_due_on, "months": article.review_every}
    blank = {name: FORMS[name][0](initial=initial, auto_id=_ids(name)) for name in allowed}
    context = {
        **context_of(model_admin, request, article, "review"),
        "title": _("Review"),
        "live": live,
        "interval": reviews.interval_of(article),
        "today": timezone.localdate(),
        "forms": {**blank, sent: form} if form is not None else blank,
        "form": form,
        "reports": _reports(article, form) if "resolve" in allowed else None,
    }
    status = 422 if form is not None else 200
    return TemplateResponse(request, "admin/articles/desk/review.html", context, status=status)


def _reports(article: Article, sent: forms.Form | None) -> dict[str, list[Any]]:
    """The reports of readers, each open one with a form of its own.

    What was sent about one that somebody else has dealt with meanwhile stands with it, too.
    """
    wrong = {str(sent["report"].value()): sent} if isinstance(sent, ResolveForm) else {}
    found = article.reports.select_related("resolved_by")
    waiting = found.filter(resolved_at__isnull=True).order_by("at", "pk")[:SHOWN]
    done = found.filter(resolved_at__isnull=False).order_by("-resolved_at")[:SHOWN]
    return {
        "open": [(each, wrong.get(str(each.pk)) or _form_for(each)) for each in waiting],
        "done": [(each, wrong.get(str(each.pk))) for each in done],
    }


def _form_for(report: ErrorReport) -> ResolveForm:
    return ResolveForm(initial={"report": report.pk}, auto_id=f"id_report_{report.pk}_%s")
