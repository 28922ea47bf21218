"""Lists of what has to be looked at again: reviews that are due, and what readers report.

Both lead to the tab “Review” of the article.
"""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import permissions, reports, reviews
from articles.errors import EditorialRefusal
from articles.models import Article, Edition, ErrorReport, Outcome, Review
from site_config.kit.long_lists import LongListAdmin
from site_config.kit.numbers import number_in

SOON = dt.timedelta(days=30)
AT_ONCE = 500
EXCERPT = 120


def review_url(article: Article) -> str:
    """The tab “Review” of an article of any kind."""
    return reverse(f"admin:articles_{article.kind}_review", args=[article.pk])


class ChosenFilter(admin.SimpleListFilter):
    """A filter that always has a choice: the first one until somebody makes another."""

    choices_in_order: ClassVar[list[tuple[str, Any]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return self.choices_in_order

    @property
    def chosen(self) -> str:
        return self.value() or self.choices_in_order[0][0]

    def choices(self, changelist: Any) -> Any:
        for value, label in self.lookup_choices:
            yield {
                "selected": self.chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class DueFilter(ChosenFilter):
    title = gettext_lazy("review")
    parameter_name = "due"
    choices_in_order: ClassVar = [
        ("all", gettext_lazy("All, the most urgent first")),
        ("overdue", gettext_lazy("Overdue")),
        ("soon", gettext_lazy("Due in 30 days")),
        ("never", gettext_lazy("Never reviewed")),
        ("reported", gettext_lazy("Readers report something")),
    ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        if self.chosen == "overdue":
            return queryset.filter(review_due_on__lt=today)
        if self.chosen == "soon":
            return queryset.filter(review_due_on__range=(today, today + SOON))
        if self.chosen == "never":
            return queryset.filter(Exists(_live(reviewed_at__isnull=True)))
        if self.chosen == "reported":
            return queryset.filter(open_reports__gt=0)
        return queryset


class StaggerForm(ActionForm):
    # The action itself judges it: Django only says that no action was chosen.
    weeks = forms.CharField(
        label=gettext_lazy("Weeks"),
        required=False,
        initial=8,
        widget=forms.NumberInput(attrs={"min": 1, "max": 104}),
    )


@admin.action(description=gettext_lazy("Spread evenly over so many weeks"), permissions=["view"])
def stagger_selected(model_admin: Any, request: Any, chosen: QuerySet[Any]) -> None:
    weeks = number_in(request.POST.get("weeks", "")) or 0
    if not 1 <= weeks <= 104:
        messages.error(request, _("Weeks: write a number from 1 to 104."))
        return
    articles = list(chosen.order_by("review_due_on", "pk")[: AT_ONCE + 1])
    reviews.stagger(articles[:AT_ONCE], weeks=weeks, by=request.user, now=timezone.now())
    messages.success(
        request,
        ngettext(
            "The review of %(count)d article is spread over %(weeks)s weeks from tomorrow on.",
            "The reviews of %(count)d articles are spread over %(weeks)s weeks from tomorrow on.",
            len(articles[:AT_ONCE]),
        )
        % {"count": len(articles[:AT_ONCE]), "weeks": weeks},
    )
    if len(articles) > AT_ONCE:
        messages.warning(request, _("There are more. Take the same action again for the rest."))


class LookingAdmin(LongListAdmin):
    """A list that is only looked at; rows lead to the articles."""

    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(Review)
class ReviewAdmin(LookingAdmin):
    list_display = ["article", "kind", "category", "due", "reviewed_on", "open_reports"]
    list_filter = [DueFilter, "kind"]
    list_select_related = ["category"]
    search_fields = ["title"]
    action_form = StaggerForm
    actions = [stagger_selected]

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return permissions.may_plan_reviews(request.user)

    def get_queryset(self, request: HttpRequest) -> Any:
        found: Any = super().get_queryset(request).filter(trashed_at__isnull=True)
        wanted = found.filter(Q(review_due_on__isnull=False) | Q(open_reports__gt=0))
        return wanted.annotate(last_review=Subquery(_live().values("reviewed_at")[:1]))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return _on_to(self, request, object_id, review_url)

    @admin.display(description=gettext_lazy("Article"), ordering="title")
    def article(self, review: Review) -> SafeString:
        return format_html('<a href="{}">{}</a>', review_url(review), review.title)

    @admin.display(description=gettext_lazy("Due"), ordering="review_due_on")
    def due(self, review: Review) -> dt.date | SafeString | None:
        if review.review_due_on is None or review.review_due_on >= timezone.localdate():
            return review.review_due_on
        day = formats.date_format(review.review_due_on, "DATE_FORMAT")
        return format_html('<span class="late">{} ({})</span>', day, _("overdue"))

    @admin.display(description=gettext_lazy("Last reviewed"))
    def reviewed_on(self, review: Any) -> dt.date | str:
        return timezone.localdate(review.last_review) if review.last_review else _("Never")


class StateFilter(ChosenFilter):
    title = gettext_lazy("state")
    parameter_name = "state"
    choices_in_order: ClassVar = [
        ("open", gettext_lazy("Open")),
        ("done", gettext_lazy("Dealt with")),
        ("all", gettext_lazy("All")),
    ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.chosen == "all":
            return queryset
        return queryset.filter(resolved_at__isnull=self.chosen == "open")


class ResolutionForm(ActionForm):
    resolution = forms.CharField(
        label=gettext_lazy("What was done"), required=False, max_length=500
    )


@admin.action(description=gettext_lazy("Dealt with"), permissions=["view"])
def resolve_selected(model_admin: Any, request: Any, chosen: QuerySet[Any]) -> None:
    done = 0
    for each in chosen.order_by("pk")[:AT_ONCE]:
        try:
            words = request.POST.get("resolution", "")[:500]
            reports.resolve(each, by=request.user, now=timezone.now(), resolution=words)
            done += 1
        except EditorialRefusal as refusal:
            messages.error(request, refusal.message)
    if done:
        messages.success(request, _("%(count)d reports are dealt with.") % {"count": done})


@admin.register(ErrorReport)
class ReportAdmin(LookingAdmin):
    list_display = ["excerpt", "sort", "about", "at", "resolution"]
    list_filter = [StateFilter, "sort"]
    list_select_related = ["article"]
    search_fields = ["body", "article__title"]
    action_form = ResolutionForm
    actions = [resolve_selected]

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return bool(request.user.has_perm(permissions.REVIEW))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return _on_to(self, request, object_id, _place_of)

    @admin.display(description=gettext_lazy("Message"))
    def excerpt(self, report: ErrorReport) -> SafeString:
        words = Truncator(report.body).chars(EXCERPT)
        return format_html('<a href="{}">{}</a>', _place_of(report), words)

    @admin.display(description=gettext_lazy("Article"))
    def about(self, report: ErrorReport) -> str:
        return report.article.title


def _live(**more: Any) -> QuerySet[Edition]:
    """What readers see of the article of the row, in a query about articles."""
    own = Edition.objects.live(timezone.now()).filter(article=OuterRef("pk"), **more)
    return own.filter(outcome=Outcome.CONTENT)


def _place_of(report: ErrorReport) -> str:
    return f"{review_url(report.article)}#report-{report.pk}"


def _on_to(model_admin: Any, request: HttpRequest, object_id: str, place: Any) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    row = model_admin.get_object(request, object_id)
    if row is None:
        raise Http404
    return HttpResponseRedirect(place(row))
