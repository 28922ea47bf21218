"""The trash: what nobody reads goes there, keeps all that belongs to it, and may come back.

Nothing is taken from an article in the trash: its addresses stay reserved and go on answering
that it is gone, and its comments, links and revisions wait for it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles import history, links, permissions
from articles.errors import EditorialRefusal, WrongStage
from articles.links import LinksHere
from articles.models import Action, Article, Edition, Outcome
from articles.models.article import ArticleQuerySet

KEPT = dt.timedelta(days=30)
NAMED = 3
_BATCH = 200


@dataclass(frozen=True)
class Along:
    """What an article has with it when it goes to the trash."""

    paths: list[str]
    links_here: LinksHere
    was_public: bool


@transaction.atomic
def trash(article: Article, *, by: User | None, now: dt.datetime) -> None:
    """Take an article that readers do not see off every list of the desk.

    Raises NotPermitted, WrongStage for one that is live or scheduled or in the trash already, and
    EditorialRefusal for a question that stands on other articles.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    _require(by, locked)
    if locked.trashed_at is not None:
        raise WrongStage(_("This article is in the trash already."))
    _require_unread(locked, now=now)
    _require_unused(locked, now=now)
    locked.trashed_at, locked.trashed_by = now, by
    locked.save(update_fields=["trashed_at", "trashed_by"])
    history.record(locked, Action.TRASHED, by=by, now=now)


@transaction.atomic
def restore(article: Article, *, by: User | None, now: dt.datetime) -> None:
    """Put an article back on the desk, as it was. Raises NotPermitted or WrongStage."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    _require(by, locked)
    if locked.trashed_at is None:
        raise WrongStage(_("This article is not in the trash."))
    locked.trashed_at = locked.trashed_by = None
    locked.save(update_fields=["trashed_at", "trashed_by"])
    history.record(locked, Action.RESTORED, by=by, now=now)


def delete_old(*, now: dt.datetime) -> int:
    """Delete for good what has been in the trash for KEPT and never had an edition.

    What readers once had stays there: its addresses answer for it, and its comments are people's.
    Returns how many were deleted.
    """
    old = Article.objects.filter(trashed_at__lte=now - KEPT, editions=None, used_by=None)
    with transaction.atomic():
        doomed = list(old.select_for_update(of=("self",)).order_by("pk")[:_BATCH])
        for article in doomed:
            article.delete()
    return len(doomed)


def goes_along(article: Article, *, now: dt.datetime) -> Along:
    """What a person should know before."""
    return Along(
        paths=list(article.addresses.values_list("path", flat=True)[:20]),
        links_here=links.to_article(article, now=now),
        was_public=_was_public(article, now=now),
    )


def with_past(articles: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `has_past`: that they stay in the trash for good."""
    return articles.annotate(has_past=Exists(Edition.objects.filter(article=OuterRef("pk"))))


def may_trash(user: User, article: Article) -> bool:
    """Whether `user` may edit the article and, where it has editions, publish."""
    if not permissions.may_edit(user, article):
        return False
    return user.has_perm(permissions.PUBLISH) or not article.editions.exists()


def _require(by: User | None, article: Article) -> None:
    permissions.require_edit(by, article)
    if article.editions.exists():
        permissions.require(by, permissions.PUBLISH)


def _require_unread(article: Article, *, now: dt.datetime) -> None:
    live = Edition.objects.live(now).filter(article=article, outcome=Outcome.CONTENT)
    if live.exists():
        raise WrongStage(_("Readers see this article. Withdraw it first, then move it here."))
    if Edition.objects.ahead(now).filter(article=article).exists():
        raise WrongStage(_("This article is scheduled. Cancel the schedule first."))


def _require_unused(article: Article, *, now: dt.datetime) -> None:
    titles = [each.title for each in _showing(article, now=now)[:NAMED]]
    if titles:
        raise EditorialRefusal(
            _("This question stands on %(titles)s. Take it off there first.")
            % {"titles": ", ".join(f"“{title}”" for title in titles)}
        )


def _showing(question: Article, *, now: dt.datetime) -> ArticleQuerySet:
    """The articles that have `question` among theirs, on the desk or before readers."""
    live = Edition.objects.live(now).filter(faqs=question, outcome=Outcome.CONTENT)
    uses = Q(faq_uses__faq=question.pk) | Q(pk__in=live.values("article"))
    return Article.objects.on_desk().filter(uses).distinct().order_by("title")


def _was_public(article: Article, *, now: dt.datetime) -> bool:
    had = Edition.objects.filter(article=article, live_from__lte=now).not_cancelled()
    return had.exists()
