"""What readers report about an article, and what the editors did about it."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import history, permissions
from articles.errors import EditorialRefusal, TooManyReports, WrongStage
from articles.models import Action, Article, ErrorReport

# How long the same words are taken for a double click or a retry.
RETRY_WINDOW = dt.timedelta(minutes=10)
RATE_WINDOW = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Message:
    """A report as the form hands it over, already valid; `network` as of `client.network_hash`."""

    sort: ErrorReport.Sort
    body: str
    email: str = ""
    network: str = ""


@transaction.atomic
def report(article_id: int, message: Message, *, now: dt.datetime) -> ErrorReport:
    """Put a reader's message into the editors' queue and raise the priority of the article.

    The same words within RETRY_WINDOW return the report that is there. Raises TooManyReports when
    the reader's network has sent REPORTS_PER_HOUR already.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    mine = ErrorReport.objects.filter(network=message.network, at__gt=now - RATE_WINDOW)
    again = mine.filter(article=article, body=message.body, at__gt=now - RETRY_WINDOW).first()
    if again is not None:
        return again
    # Where the server does not know its readers, none of them is stopped for what others send.
    if message.network and mine.count() >= settings.REPORTS_PER_HOUR:
        raise TooManyReports
    written = ErrorReport.objects.create(
        article=article,
        sort=message.sort,
        body=message.body,
        email=message.email,
        network=message.network,
        at=now,
    )
    _count(article)
    return written


def forget_networks(*, now: dt.datetime) -> int:
    """Forget whence reports came, after NETWORKS_KEPT_DAYS; return how many that were."""
    before = now - dt.timedelta(days=settings.NETWORKS_KEPT_DAYS)
    return ErrorReport.objects.exclude(network="").filter(at__lt=before).update(network="")


@transaction.atomic
def resolve(report: ErrorReport, *, by: User, now: dt.datetime, resolution: str) -> None:
    """Write down what was done about a report.

    Raises NotPermitted, WrongStage when somebody has dealt with it, and EditorialRefusal without
    words.
    """
    permissions.require(by, permissions.REVIEW)
    if not resolution.strip():
        raise EditorialRefusal(_("Say what was done about it."), field="resolution")
    article = Article.objects.select_for_update().get(pk=report.article_id)
    report.refresh_from_db()
    if report.resolved_at is not None:
        raise WrongStage(_("Somebody has dealt with this report already."))
    report.resolved_at, report.resolved_by, report.resolution = now, by, resolution.strip()
    report.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    _count(article)
    history.record(article, Action.REPORT_RESOLVED, by=by, now=now, note=resolution.strip())


def sent_from(email: str) -> QuerySet[ErrorReport]:
    """What was reported under an e-mail address, in whatever case, oldest first."""
    return ErrorReport.objects.filter(email__iexact=email).order_by("at", "pk")


def forget_sender(email: str) -> None:
    """Take the address and the network from what was reported under it; the report stays."""
    sent_from(email).update(email="", network="")


def _count(article: Article) -> None:
    """Count the open reports anew, so that a count that went wrong mends itself."""
    article.open_reports = article.reports.filter(resolved_at__isnull=True).count()
    article.save(update_fields=["open_reports"])
