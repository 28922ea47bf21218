"""What other apps may know about articles."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from articles import editing, permissions, reports, snapshots
from articles.addresses import current_path, free_slug
from articles.errors import EditorialRefusal
from articles.models import Article, Author, Edition, ErrorReport, Kind, Team, path_of
from articles.page_keys import account as account_key
from articles.page_keys import card as card_key
from articles.structured_data import article_id
from articles.views.articles import show_article

_SHOWN = ("category", "team", "lead_image", "social_card")


def live_edition(article_id: int, *, now: dt.datetime) -> Edition | None:
    """What readers see of an article at `now`, or None when it is not public."""
    editions = Edition.objects.listed(now).select_related("article")
    return editions.filter(article_id=article_id).first()


def live_edition_at(path: str, *, now: dt.datetime) -> Edition | None:
    """The article that readers find at `path` at `now`, or None."""
    editions = Edition.objects.listed(now).select_related("article", *_SHOWN)
    return editions.filter(path=path).first()


def articles_at(path: str, *, now: dt.datetime) -> QuerySet[Article]:
    """The article that readers find at `path` at `now`, for statements that ask for more."""
    editions = Edition.objects.listed(now).filter(path=path).order_by()
    return Article.objects.filter(pk=Subquery(editions.values("article_id")[:1]))


def first_published_at(article_id: int, *, now: dt.datetime) -> dt.datetime | None:
    """When an article was first published that is public at `now`, or None."""
    listed = Edition.objects.listed(now).filter(article_id=article_id)
    return listed.values_list("first_published_at", flat=True).first()


def article_page(
    request: HttpRequest, edition: Edition, *, status: int = 200, **context: object
) -> HttpResponse:
    """Render the page of `edition` as its own address would, with more context for its template."""
    return show_article(request, edition, status=status, **context)


def draft_faq(question: str, *, by: User, now: dt.datetime, note: str = "") -> Article:
    """The draft of a FAQ without an answer; `note` says in its history where it came from.

    Raises EditorialRefusal, which says the way out.
    """
    data = snapshots.blank(
        title=question[: editing.LONGEST_TITLE], slug=free_slug(Kind.FAQ, question)
    )
    return editing.create(Kind.FAQ, data, by=by, now=now, note=note).article


def may_draft_faq(user: User) -> bool:
    return user.has_perm(permissions.add_permission(Kind.FAQ))


def reports_from(email: str) -> QuerySet[ErrorReport]:
    """The errors in articles that were reported under an e-mail address."""
    return reports.sent_from(email).select_related("article")


def forget_reporter(email: str) -> None:
    """Keep those reports, and forget who sent them."""
    reports.forget_sender(email)


__all__ = [
    "Article",
    "Author",
    "Edition",
    "EditorialRefusal",
    "Kind",
    "Team",
    "account_key",
    "article_id",
    "article_page",
    "articles_at",
    "card_key",
    "current_path",
    "draft_faq",
    "first_published_at",
    "forget_reporter",
    "live_edition",
    "live_edition_at",
    "may_draft_faq",
    "path_of",
    "reports_from",
]
