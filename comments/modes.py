"""Whose comments wait for a moderator: a discussion says so, else its category, else the site.

A change concerns what is written from then on; what waits goes on waiting.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.api import Article
from comments.errors import NotPermitted, WrongState
from comments.models import CategoryModeration, Discussion, DiscussionChange, Moderation
from comments.permissions import MANAGE
from comments.readers import display_name
from site_config.kit.site.present import site

CATEGORIES_ASKED = 3
"""The category of an article and those above it, as `comments.screening.facts` asks them."""

_WORDS = {
    Moderation.NONE: gettext_lazy("Only what looks suspicious waits for a moderator."),
    Moderation.FIRST: gettext_lazy("Comments of readers who are not trusted yet wait."),
    Moderation.ALL: gettext_lazy("Every comment of a reader waits for a moderator."),
}


@dataclass(frozen=True)
class InForce:
    """What holds for a discussion, and `said_by` whom, in words."""

    moderation: Moderation
    said_by: str

    @property
    def in_words(self) -> str:
        return f"{_WORDS[self.moderation]} {self.said_by}"


def in_force(article: Article, discussion: Discussion | None) -> InForce:
    """What holds for new comments below `article`; `discussion` is None as long as it has none."""
    if discussion is not None and discussion.moderation:
        return InForce(Moderation(discussion.moderation), _("This discussion says so itself."))
    for said in _said_by_categories(article):
        words = _("Its category “%(category)s” says so.") % {"category": said.category}
        return InForce(Moderation(said.moderation), words)
    if site().moderation:
        return InForce(Moderation(site().moderation), _("The site settings say so."))
    words = _("The configuration of the server says so.")
    return InForce(Moderation(settings.COMMENTS_MODERATION), words)


@transaction.atomic
def set_moderation(
    discussion: Discussion, moderation: str, *, by: User, now: dt.datetime
) -> DiscussionChange:
    """Say whose comments wait here; with "", the category decides. Raises NotPermitted, WrongState.

    No reader sees a difference, so that nothing is purged.
    """
    if not (by.is_active and by.has_perm(MANAGE)):
        raise NotPermitted(_("Your role does not include opening and closing discussions."))
    if moderation and moderation not in Moderation:
        raise WrongState(_("Choose whose comments wait."))
    locked = Discussion.objects.select_for_update().get(pk=discussion.pk)
    Discussion.objects.filter(pk=locked.pk).update(moderation=moderation)
    return DiscussionChange.objects.create(
        discussion=locked,
        mode=locked.mode,
        closes_at=locked.closes_at,
        moderation=moderation,
        at=now,
        by=by,
        by_name=display_name(by),
    )


def _said_by_categories(article: Article) -> list[CategoryModeration]:
    """What the categories of an article say, the nearest first."""
    lineage: list[int] = []
    category = article.category
    while category is not None and len(lineage) < CATEGORIES_ASKED:
        lineage.append(category.pk)
        category = category.parent
    said = CategoryModeration.objects.select_related("category").filter(category__in=lineage)
    return sorted(said, key=lambda each: lineage.index(each.category_id))
