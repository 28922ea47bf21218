"""What waits for a person on the first page of the desk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Edition, Kind, Stage
from articles.permissions import PUBLISH, REVIEW, SIGN_OFF, SUBMIT
from comments import counts
from comments.permissions import MODERATE

LISTED = 10
# Nobody has to know how many more comments wait.
COUNTED = 1_000
# A follow-up that has not happened by then means that nobody runs `tick`.
LATE_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """One heading of the dashboard with its links; `is_late` shows it in red."""

    title: str
    links: list[tuple[str, str]]
    is_late: bool = False
    explanation: str = ""


def waiting_for(user: User | AnonymousUser, *, now: dt.datetime) -> list[Waiting]:
    """The lists that concern this person's role, the empty ones left out."""
    found: list[Waiting] = []
    if user.has_perm(PUBLISH):
        found += [_late(now), _scheduled(now)]
    if user.has_perm(REVIEW) or user.has_perm(SIGN_OFF):
        in_review = Article.objects.on_desk().filter(stage=Stage.IN_REVIEW)
        found.append(Waiting(_("In review"), _links(in_review[:LISTED])))
    if user.has_perm(SUBMIT):
        mine = Article.objects.on_desk().filter(
            created_by=user.pk, stage__in=[Stage.DRAFT, Stage.CHANGES_REQUESTED], kind=Kind.ARTICLE
        )
        found.append(Waiting(_("My drafts"), _links(mine[:LISTED])))
    if user.has_perm(MODERATE):
        found.append(_pending())
    return [waiting for waiting in found if waiting.links]


def _late(now: dt.datetime) -> Waiting:
    late = Edition.objects.live(now).filter(
        followed_up_at__isnull=True, live_from__lt=now - LATE_AFTER
    )
    return Waiting(
        _("Live, but history and mail are late"),
        _links([edition.article for edition in late.select_related("article")[:LISTED]]),
        is_late=True,
        explanation=_("Readers see them. The command “tick” has not run since; check the worker."),
    )


def _scheduled(now: dt.datetime) -> Waiting:
    ahead = Edition.objects.ahead(now).filter(article_kind=Kind.ARTICLE)
    ahead = ahead.select_related("article").order_by("live_from")
    return Waiting(_("Scheduled"), _links([edition.article for edition in ahead[:LISTED]]))


def _pending() -> Waiting:
    count = counts.waiting(up_to=COUNTED + 1)
    if count > COUNTED:
        words = _("More than %(count)d comments") % {"count": COUNTED}
    else:
        words = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
    queue = [(words, reverse("admin:comments_comment_changelist"))] if count else []
    return Waiting(_("Waiting for a moderator"), queue)


def _links(articles: Any) -> list[tuple[str, str]]:
    return [
        (article.title, reverse(f"admin:articles_{article.kind}_change", args=[article.pk]))
        for article in articles
    ]
