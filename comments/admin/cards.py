"""The cards of the queue: what moderators know of each comment on a page, before they decide."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.api import may_draft_faq
from comments import bans, clusters, standing
from comments.admin.attending import Step, steps_for
from comments.admin.deciding import Choice, offered
from comments.admin.filters import query_of
from comments.clusters import Cluster, Shared
from comments.models import Ban, Comment, RejectionReason, Report, State
from comments.permissions import ERASE, MODERATE
from comments.seen import mark
from comments.standing import Standing
from site_config.kit.html.marking import marked
from site_config.kit.keys import CarefulChangeList

CLAMPED = 600
"""So many characters of a comment are shown at once; the rest is a click away."""
REPORTS_READ = 200


@dataclass(frozen=True)
class Card:
    """What the queue shows of a comment (`card_markup`); `address` ends with a slash.

    `erase` is where all of its writer is erased, empty for those who may not.
    """

    comment: Comment
    address: str
    decide: str
    attend: str
    erase: str
    text: SafeString
    rest: SafeString
    history: str
    is_trusted: bool
    age: str
    clusters: list[tuple[str, str]]
    reports: list[Report]
    choices: dict[str, Choice]
    steps: dict[str, Step]
    rejections: list[tuple[str, str]]
    bans: list[tuple[str, str]]
    may_make_faq: bool


class QueueChangeList(CarefulChangeList):
    """The change list of comments; each of its results has a `card`."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        found = super().get_queryset(request, exclude_parameters)
        found = found.select_related("discussion__article__category", "parent", "question__faq")
        return found.defer(
            "html", "discussion__article__body", "parent__html", "question__faq__body"
        )

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        add_cards(self.result_list, request)


def add_cards(comments: Sequence[Any], request: HttpRequest) -> None:
    """Give each of `comments` its `card`, in a number of queries that does not depend on them."""
    if not comments:
        return
    now = timezone.now()
    moderates = request.user.has_perm(MODERATE)
    may_make_faq = moderates and may_draft_faq(request.user)  # type: ignore[arg-type]
    queue = reverse("admin:comments_comment_changelist")
    ban = reverse("admin:comments_ban_add")
    may_erase = request.user.has_perm(ERASE)
    erase = reverse("admin:comments_datarequest_erase")
    # Put into words once for all cards.
    rejections = [(value, str(label)) for value, label in RejectionReason.choices]
    sorts = {sort: str(sort.label) for sort in Ban.Sort}
    histories, found, reports = standing.of(comments), clusters.of(comments), _reports(comments)
    for comment in comments:
        text, rest = _marked(comment)
        history = histories[comment.pk]
        trusted = history.trusted_until is not None and now < history.trusted_until
        comment.card = Card(
            comment=comment,
            address=f"{queue}{comment.pk}/",
            decide=f"{queue}{comment.pk}/decide/{_seen(comment, request)}",
            attend=f"{queue}{comment.pk}/attend/{_from(request)}",
            erase=f"{erase}?comment={comment.pk}" if may_erase and comment.author_email else "",
            text=text,
            rest=rest,
            history=in_words(history),
            is_trusted=trusted and comment.confirmed_at is not None,
            age=_age(comment, now),
            clusters=[(_said(each), _link_to(each)) for each in found[comment.pk]],
            reports=reports.get(comment.pk, []),
            choices=offered(comment.state) if moderates else {},
            steps=steps_for(comment) if moderates else {},
            rejections=rejections,
            bans=_bans(comment, ban, sorts),
            may_make_faq=may_make_faq,
        )


def _bans(comment: Comment, address: str, words: dict[Ban.Sort, str]) -> list[tuple[str, str]]:
    sorts = bans.sorts_against(comment)
    return [(f"{address}?comment={comment.pk}&sort={sort}", words[sort]) for sort in sorts]


def _seen(comment: Comment, request: HttpRequest) -> str:
    return query_of(**{"seen": mark(comment), "from": request.GET.urlencode()})


def _from(request: HttpRequest) -> str:
    return query_of(**{"from": request.GET.urlencode()})


def in_words(history: Standing) -> str:
    """“3 published, 1 rejected, since May 2026”."""
    parts = []
    for number, words in (
        (
            history.published,
            ngettext("%(number)s published", "%(number)s published", history.published),
        ),
        (
            history.rejected,
            ngettext("%(number)s rejected", "%(number)s rejected", history.rejected),
        ),
    ):
        if number:
            parts.append(words % {"number": up_to(number, standing.MOST_COUNTED)})
    if history.since is not None:
        parts.append(_("since %(month)s") % {"month": date_format(history.since, "F Y")})
    return ", ".join(parts) or _("nothing decided before")


def up_to(number: int, most: int) -> str:
    """A number that was counted no further than `most`."""
    return f"{number}+" if number == most else str(number)


def _age(comment: Comment, now: dt.datetime) -> str:
    if now - comment.created_at < dt.timedelta(minutes=1):
        return _("just now")
    past = timesince(comment.created_at, now, depth=1)
    if comment.state == State.PENDING:
        return _("waits %(time)s") % {"time": past}
    return _("%(time)s ago") % {"time": past}


def _said(cluster: Cluster) -> str:
    words = {
        Shared.TEXT: _("%(number)s that wait have this text"),
        Shared.NETWORK: _("%(number)s that wait come from this network"),
        Shared.HOST: _("%(number)s that wait lead to %(value)s"),
    }[cluster.shared]
    number = up_to(cluster.number, clusters.MOST_COUNTED)
    return words % {"number": number, "value": cluster.value}


def _link_to(cluster: Cluster) -> str:
    return query_of(cluster=f"{cluster.shared}:{cluster.value}")


def _reports(comments: Iterable[Comment]) -> dict[int, list[Report]]:
    """The open reports on comments, newest first, of those that say that they have some."""
    reported = [each.pk for each in comments if each.open_reports]
    found: dict[int, list[Report]] = {}
    if reported:
        still_open = Report.objects.filter(comment__in=reported, settled_at__isnull=True)
        for report in still_open[:REPORTS_READ]:
            found.setdefault(report.comment_id, []).append(report)
    return found


def _marked(comment: Comment) -> tuple[SafeString, SafeString]:
    """The text with what was matched marked in it: its beginning, and the rest of a long one."""
    quotes = {line for each in comment.reasons for line in each["matched"].splitlines()}
    wanted = "|".join(map(re.escape, sorted(filter(str.strip, quotes), key=len, reverse=True)))
    body = comment.body
    places = [found.span() for found in re.finditer(wanted, body)] if wanted else []
    cut = len(body)
    if cut > CLAMPED:
        cut = max(body.rfind(" ", 0, CLAMPED), CLAMPED // 2)
    # What is matched on both sides of the cut is shown before it.
    cut = next((end for start, end in places if start < cut < end), cut)
    before = [place for place in places if place[1] <= cut]
    after = [(start - cut, end - cut) for start, end in places if start >= cut]
    return marked(body[:cut], before), marked(body[cut:], after)
