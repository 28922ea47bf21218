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
from comments.admin.deciding import offered
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

    `erase` is where all of its writer is erased, `make_faq` where a FAQ is made of it; empty for
    those who may not, and where there is one.
    """

    comment: Comment
    state: str
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
    choices: dict[str, str]
    steps: dict[str, Step]
    rejections: list[tuple[str, str]]
    bans: list[tuple[str, str]]
    make_faq: str


class Words:
    """What stands on many cards of a page, put into words once."""

    def __init__(self) -> None:
        self.states = {state: str(state.label) for state in State}
        self.choices = {
            state: {name: str(choice.label) for name, choice in offered(state).items()}
            for state in State
        }
        self.rejections = [(value, str(label)) for value, label in RejectionReason.choices]
        self.bans = {sort: str(sort.label) for sort in Ban.Sort}


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
    words, listed = Words(), request.GET.urlencode()
    histories, found, reports = standing.of(comments), clusters.of(comments), _reports(comments)
    for comment in comments:
        address = f"{queue}{comment.pk}/"
        text, rest = _marked(comment)
        history = histories[comment.pk]
        trusted = history.trusted_until is not None and now < history.trusted_until
        comment.card = Card(
            comment=comment,
            state=words.states[State(comment.state)],
            address=address,
            decide=f"{address}decide/{query_of(**{'seen': mark(comment), 'from': listed})}",
            attend=f"{address}attend/{query_of(**{'from': listed})}",
            erase=f"{erase}?comment={comment.pk}" if may_erase and comment.author_email else "",
            text=text,
            rest=rest,
            history=in_words(history),
            is_trusted=trusted and comment.confirmed_at is not None,
            age=_age(comment, now),
            clusters=[(_said(each), _link_to(each)) for each in found[comment.pk]],
            reports=reports.get(comment.pk, []),
            choices=words.choices[State(comment.state)] if moderates else {},
            steps=steps_for(comment) if moderates else {},
            rejections=words.rejections,
            bans=_bans(comment, ban, words.bans),
            make_faq=f"{address}make-faq/" if may_make_faq and not _has_faq(comment) else "",
        )


def _has_faq(comment: Comment) -> bool:
    return hasattr(comment, "question")


def _bans(comment: Comment, address: str, words: dict[Ban.Sort, str]) -> list[tuple[str, str]]:
    sorts = bans.sorts_against(comment)
    return [(f"{address}?comment={comment.pk}&sort={sort}", words[sort]) for sort in sorts]


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
