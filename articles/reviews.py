"""The life of what is published: looked at again in time, and by whom.

| verb | what it says | permission |
|---|---|---|
| review | it is still right; readers see no new date of change | see `permissions.may_review` |
| move_review, stagger | look at it on another day | review_article or sign_off_article |
| set_interval | look at it every so many months | the same |

Publishing a revision that was signed off medically is a review, too: see `date`.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import editions, history, page_keys, permissions
from articles.errors import EditorialRefusal, NotPermitted, WrongStage
from articles.models import Action, Article, Category, Edition, Outcome, SignOff
from articles.models.edition import EditionQuerySet
from site_config.kit.pagecache.purging import purge
from site_config.kit.site.present import site

# Articles that `plan_missing` gives a date at once.
PLANNED_AT_ONCE = 500


@transaction.atomic
def review(article: Article, *, by: User, now: dt.datetime, note: str = "") -> Edition:
    """Say that what readers see is still right: reviewed, no change.

    Raises NotPermitted, or WrongStage when readers see nothing of it.
    """
    article = _locked(article)
    if not permissions.may_review(by, article):
        raise NotPermitted(_("Health information is reviewed by those who sign it off medically."))
    live = editions.shown_now(article, now=now)
    if live is None:
        raise WrongStage(_("This article is not live, so there is nothing to review."))
    due = _due_after(article, now)
    _shown_or_ahead(article, now=now).update(
        reviewed_at=now,
        reviewed_by=history.name_of(by),
        reviewer_credential=credential_of(by),
        review_due_on=due,
    )
    _plan(article, due)
    purge(page_keys.of_review(live))
    history.record(article, Action.REVIEWED, by=by, now=now, note=note, edition=live)
    live.refresh_from_db()
    return live


@transaction.atomic
def move_review(
    articles: Sequence[Article], *, to: dt.date, by: User, now: dt.datetime, note: str = ""
) -> None:
    """Let the next review of each of `articles` be due on the day `to`.

    Raises NotPermitted, or EditorialRefusal for a day that has passed.
    """
    _require_planner(by)
    if to < timezone.localdate(now):
        raise EditorialRefusal(_("This day has passed. Choose one ahead."), field="to")
    for article in articles:
        _move(article, to, by=by, now=now, note=note)


@transaction.atomic
def stagger(articles: Sequence[Article], *, weeks: int, by: User, now: dt.datetime) -> None:
    """Spread the next reviews of `articles` evenly over so many weeks from tomorrow on.

    The one that is due first comes first, so that doing it twice changes nothing. Raises
    NotPermitted.
    """
    _require_planner(by)
    tomorrow = timezone.localdate(now) + dt.timedelta(days=1)
    in_order = sorted(articles, key=lambda each: (each.review_due_on or tomorrow, each.pk))
    for place, article in enumerate(in_order):
        days = place * weeks * 7 // len(in_order)
        _move(article, tomorrow + dt.timedelta(days=days), by=by, now=now)


@transaction.atomic
def set_interval(article: Article, *, months: int | None, by: User, now: dt.datetime) -> None:
    """Let reviews of `article` be due every so many months; None leaves it to its category.

    The next one is counted anew from the last. Raises NotPermitted.
    """
    _require_planner(by)
    article = _locked(article)
    article.review_every = months
    article.save(update_fields=["review_every"])
    shown = editions.shown_now(article, now=now)
    if shown is not None:
        _plan_from(article, shown)
    said = ngettext("Every %(months)d month", "Every %(months)d months", months or 0)
    note = said % {"months": months} if months else _("As often as its category says")
    history.record(article, Action.REVIEW_MOVED, by=by, now=now, note=note)


def date(edition: Edition, article: Article) -> None:
    """Date the review of `edition`, unsaved, which is about to be put in its place.

    A medical sign-off of its revision is a review. Without one, the last review stands; an
    article that was never reviewed is due one interval after it went live.
    """
    signed = edition.revision.sign_offs.filter(sort=SignOff.Sort.MEDICAL).first()
    if signed is not None:
        edition.reviewed_at = signed.at
        edition.reviewed_by = signed.by_name
        edition.reviewer_credential = signed.credential
        edition.review_due_on = _due_after(article, signed.at)
    elif edition.review_due_on is None:
        edition.review_due_on = _due_after(article, edition.reviewed_at or edition.live_from)
    _plan(article, edition.review_due_on)


def forget(article: Article) -> None:
    """Nobody has to look at what readers do not see; the caller holds the transaction."""
    _plan(article, None)


@transaction.atomic
def plan_missing(*, now: dt.datetime) -> int:
    """Give a date to live articles whose category has got an interval meanwhile; return how many.

    In batches, and safe to run twice.
    """
    categories = Category.objects.all()
    if site().review_every is None:
        categories = categories.filter(review_every__isnull=False)
    live = Edition.objects.live(now).filter(article=OuterRef("pk"), outcome=Outcome.CONTENT)
    missing = (
        Article.objects.on_desk()
        .filter(review_due_on__isnull=True, category__in=list(categories))
        .filter(Exists(live))
        .select_related("category")
        .order_by("pk")[:PLANNED_AT_ONCE]
    )
    found = list(missing)
    for article in found:
        shown = editions.shown_now(article, now=now)
        if shown is not None:
            _plan_from(article, shown)
    return len(found)


def credential_of(user: User) -> str:
    """What stands behind the name of a reviewer: the credentials of the byline of the account."""
    author = getattr(user, "author", None)
    return author.credentials if author else ""


def interval_of(article: Article) -> int | None:
    """The months between two reviews: the article's own, those of its category, of the site."""
    category = article.category
    if article.review_every or category is None:
        return article.review_every
    return category.review_every or site().review_every


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _due_after(article: Article, moment: dt.datetime) -> dt.date | None:
    months = interval_of(article)
    return months_after(timezone.localdate(moment), months) if months else None


def _plan_from(article: Article, shown: Edition) -> None:
    due = _due_after(article, shown.reviewed_at or shown.modified_at)
    Edition.objects.filter(pk=shown.pk).update(review_due_on=due)
    _plan(article, due)
    purge([page_keys.own_page(article.pk)])


def _plan(article: Article, due: dt.date | None) -> None:
    article.review_due_on = due
    article.save(update_fields=["review_due_on"])


def _move(article: Article, to: dt.date, *, by: User, now: dt.datetime, note: str = "") -> None:
    article = _locked(article)
    _plan(article, to)
    _shown_or_ahead(article, now=now).update(review_due_on=to)
    purge([page_keys.own_page(article.pk)])
    day = formats.date_format(to, "DATE_FORMAT")
    said = f"{day}: {note}" if note else day
    history.record(article, Action.REVIEW_MOVED, by=by, now=now, note=said)


def _shown_or_ahead(article: Article, *, now: dt.datetime) -> EditionQuerySet:
    own = Edition.objects.filter(article=article, outcome=Outcome.CONTENT).not_cancelled()
    return own.filter(Q(live_until__isnull=True) | Q(live_until__gt=now))


def _locked(article: Article) -> Article:
    return (
        Article.objects.select_for_update(of=("self",))
        .select_related("category")
        .get(pk=article.pk)
    )


def _require_planner(by: User) -> None:
    if not (by.is_active and permissions.may_plan_reviews(by)):
        raise NotPermitted(_("Your role does not include planning reviews. Ask an editor."))
