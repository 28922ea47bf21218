"""What stands first on the home page: a lead article and up to six others, chosen by an editor.

The numbers are kept with the settings of the site, which every process has at hand, so that the
home page asks nothing more for them. Only what is live is shown; free places go to the newest.
"""

import datetime as dt
from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import page_keys, permissions
from articles.errors import EditorialRefusal
from articles.models import Article, Edition, Kind, Outcome
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from site_config.kit.site.present import ONLY, site

# What the history of the site settings calls it, among other changes of theirs.
_LOGGED_AS = "Front page"
# The lead and the six below it.
PLACES = 7


def arranged() -> list[Article]:
    """The chosen articles that are not in the trash, in their order."""
    found = Article.objects.on_desk().in_bulk(site().front_page)
    return [found[pk] for pk in site().front_page if pk in found]


def unseen(*, now: dt.datetime) -> list[Article]:
    """Those of the chosen articles that readers cannot see at `now`: the newest stand there."""
    live = Edition.objects.live(now).filter(article__in=site().front_page, outcome=Outcome.CONTENT)
    seen = set(live.values_list("article_id", flat=True))
    return [each for each in arranged() if each.pk not in seen]


def changes() -> QuerySet[LogEntry]:
    """Who arranged it, when and how, the newest first."""
    return LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(SiteSettings), object_repr=_LOGGED_AS
    ).select_related("user")


@transaction.atomic
def arrange(articles: Sequence[Article], *, by: User, now: dt.datetime) -> None:
    """Let `articles` stand first, in this order; none leaves it all to the newest.

    Raises NotPermitted, or EditorialRefusal for one that stands there twice, for what is no
    article, and for more than PLACES.
    """
    permissions.require(by, permissions.PUBLISH)
    if len(set(articles)) < len(articles):
        raise EditorialRefusal(_("An article stands here twice. Remove one of them."))
    if any(each.kind != Kind.ARTICLE for each in articles):
        raise EditorialRefusal(_("Choose articles; pages and questions do not stand there."))
    if len(articles) > PLACES:
        message = _("Choose %(number)d articles at most.")
        raise EditorialRefusal(message % {"number": PLACES})
    saving.arrange_front_page([each.pk for each in articles], keys=[page_keys.FRONT_PAGE])
    LogEntry.objects.create(
        action_time=now,
        user=by,
        content_type=ContentType.objects.get_for_model(SiteSettings),
        object_id=str(ONLY),
        object_repr=_LOGGED_AS,
        action_flag=CHANGE,
        change_message=_in_words(articles),
    )


def _in_words(articles: Sequence[Article]) -> str:
    if not articles:
        return _("Front page: left to the newest articles")
    titles = " · ".join(each.title for each in articles)
    return _("Front page: %(titles)s") % {"titles": titles}
