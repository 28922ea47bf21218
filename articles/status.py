"""Where an article stands, for the people at the desk: its stage, and what readers have of it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Outcome, Stage
from articles.models.article import ArticleQuerySet

# What has not been followed up by then is late: nobody runs `tick`.
LATE_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Standing:
    """What readers have of one article at one moment."""

    live: Edition | None
    ahead: Edition | None
    latest_revision_id: int | None

    @property
    def is_live(self) -> bool:
        return self.live is not None and self.live.outcome == Outcome.CONTENT

    @property
    def is_withdrawn(self) -> bool:
        return self.live is not None and self.live.outcome != Outcome.CONTENT

    @property
    def ends(self) -> bool:
        """Whether a withdrawal is scheduled."""
        return self.ahead is not None and self.ahead.outcome != Outcome.CONTENT

    @property
    def is_up_to_date(self) -> bool:
        """Whether readers have, or will have at the scheduled moment, the latest revision."""
        coming = None if self.ends else self.ahead
        newest = coming or (self.live if self.is_live else None)
        return newest is not None and newest.revision_id == self.latest_revision_id

    @property
    def words(self) -> str:
        """What readers see, for example “Live, next edition on 4 March 2027, 09:00”."""
        now_words = _("Not published")
        if self.is_live:
            now_words = _("Live")
        elif self.is_withdrawn:
            now_words = _("Withdrawn")
        if self.ahead is None:
            return now_words
        moment = formats.date_format(timezone.localtime(self.ahead.live_from), "DATETIME_FORMAT")
        if self.ends:
            return _("%(now)s; withdrawn from %(moment)s on") % {"now": now_words, "moment": moment}
        return _("%(now)s; scheduled for %(moment)s") % {"now": now_words, "moment": moment}


def is_late(edition: Edition | None, *, now: dt.datetime) -> bool:
    """Whether readers see it, but history and mail have not caught up with it."""
    if edition is None or edition.followed_up_at is not None:
        return False
    return edition.live_from < now - LATE_AFTER


def standing(article: Article, *, now: dt.datetime) -> Standing:
    editions = Edition.objects.filter(article=article).defer("body", "search_text")
    latest = article.revisions.order_by("-number").values_list("pk", flat=True).first()
    return Standing(editions.live(now).first(), editions.ahead(now).first(), latest)


def with_standing(articles: ArticleQuerySet, *, now: dt.datetime) -> ArticleQuerySet:
    """Annotate `is_live`, `is_withdrawn` and `is_scheduled`, for lists."""
    own = Edition.objects.filter(article=OuterRef("pk"))
    return articles.annotate(
        is_live=Exists(own.live(now).filter(outcome=Outcome.CONTENT)),
        is_withdrawn=Exists(own.live(now).exclude(outcome=Outcome.CONTENT)),
        is_scheduled=Exists(own.ahead(now)),
    )


def next_step(article: Article, standing: Standing) -> str:
    """What the desk can do next, in a sentence."""
    return {
        Stage.DRAFT: _("Submit it for review when it is ready."),
        Stage.IN_REVIEW: _("An editor reads it and approves it or requests changes."),
        Stage.CHANGES_REQUESTED: _("Make the changes and submit it again."),
        Stage.APPROVED: _("Nothing is waiting.")
        if standing.is_up_to_date
        else _("Publish it now or schedule it."),
    }[Stage(article.stage)]
