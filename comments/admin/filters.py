"""What the queue is narrowed to: by state, reason, article, category, and what waits together."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.api import Article
from comments import clusters
from comments.admin.searching import among_newest
from comments.clusters import Shared
from comments.models import Comment, State
from site_config.kit.keys import could_be_key
from site_config.kit.long_lists import LISTED

REPORTED = "reported"

# The beginnings of what clues call themselves, see comments/screening/clues/.
REASONS = {
    "mode": gettext_lazy("Moderation mode"),
    "words": gettext_lazy("Words of a rule"),
    "links": gettext_lazy("Links"),
    "classifier": gettext_lazy("Reads like spam"),
    "duplicate": gettext_lazy("Text posted before"),
    "disguise": gettext_lazy("Disguised letters"),
    "rejections": gettext_lazy("Often rejected"),
    "rate": gettext_lazy("Many from one network"),
    "fill_time": gettext_lazy("Filled in too fast"),
    "trap": gettext_lazy("Hidden field"),
    "origin": gettext_lazy("Unknown origin"),
    "health": gettext_lazy("Danger to health"),
    "personal": gettext_lazy("Personal data"),
    "panic": gettext_lazy("Emergency measure"),
    "akismet": gettext_lazy("Akismet"),
}


class QueueFilter(admin.SimpleListFilter):
    """What waits comes first: without a choice, the list shows pending comments.

    “Reported” is what readers complained about, whatever its state.
    """

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, (REPORTED, _("Reported by readers")), ("all", _("All"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = self.value() or State.PENDING
        if wanted == REPORTED:
            return queryset.filter(open_reports__gt=0)
        return queryset if wanted == "all" else queryset.filter(state=wanted)

    def choices(self, changelist: Any) -> Any:
        wanted = self.value() or State.PENDING
        for value, label in self.lookup_choices:
            yield {
                "selected": wanted == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class ReasonFilter(admin.SimpleListFilter):
    """By what screening found, among the newest of what the other filters leave."""

    title = gettext_lazy("reason")
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(REASONS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in REASONS:
            return queryset
        found = among_newest(queryset).annotate(stored=Cast("reasons", TextField()))
        return found.filter(stored__contains=f'"clue": "{self.value()}')


class CategoryFilter(admin.RelatedFieldListFilter):
    """By the article's category, among the newest of what the other filters leave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = format_html("{}", _("No category"))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = among_newest(queryset) if self.used_parameters else queryset
        return super().queryset(request, narrowed)


def shared_in(parameter: str) -> tuple[Shared, str] | None:
    """What `host:spam.example` means, or None if it means nothing."""
    shared, _colon, value = parameter.partition(":")
    return (Shared(shared), value) if shared in Shared and value else None


class LinkedFilter(admin.SimpleListFilter):
    """A filter that cards lead to and that is offered only where it is in force."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        wanted = request.GET.get(str(self.parameter_name), "")
        return [(wanted, name)] if (name := self.name_of(wanted)) else []

    def name_of(self, wanted: str) -> str:
        """What is in force, in words; "" for what does not exist."""
        raise NotImplementedError


class ArticleFilter(LinkedFilter):
    """By article: its newest comments, found by the index of its discussion."""

    title = gettext_lazy("article")
    parameter_name = "article"

    def name_of(self, wanted: str) -> str:
        if not could_be_key(Article, wanted):
            return ""
        return Article.objects.filter(pk=wanted).values_list("title", flat=True).first() or ""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = self.value()
        if wanted is None:
            return queryset
        newest = Comment.objects.filter(discussion__article=int(wanted)).order_by("-pk")
        return queryset.filter(pk__in=newest.values("pk")[:LISTED])


class ClusterFilter(LinkedFilter):
    """By what comments share: `?cluster=host:spam.example`."""

    title = gettext_lazy("what they share")
    parameter_name = "cluster"

    def name_of(self, wanted: str) -> str:
        found = shared_in(wanted)
        if found is None:
            return ""
        shared, value = found
        return f"{shared.label}: {value}" if shared == Shared.HOST else str(shared.label)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        found = shared_in(self.value() or "")
        if found is None:
            return queryset
        shared, value = found
        return queryset.filter(pk__in=clusters.waiting(shared, value).order_by().values("pk"))


def query_of(**filters: Any) -> str:
    return f"?{urlencode(filters)}"
