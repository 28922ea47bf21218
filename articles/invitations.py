"""Inviting colleagues to edit an article that is not theirs."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles import history, permissions
from articles.errors import EditorialRefusal
from articles.models import Action, Article

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def invite(article: Article, colleague: User, *, by: User, now: dt.datetime) -> None:
    """Let `colleague` edit `article` like its writer.

    Raises NotPermitted unless `by` may edit it, and EditorialRefusal for somebody whose role does
    not let them edit articles of this kind, or who may edit this one already.
    """
    permissions.require_edit(by, article)
    permission = permissions.change_permission(article.kind)
    if not (colleague.is_active and colleague.is_staff and colleague.has_perm(permission)):
        raise EditorialRefusal(
            _("The role of %(name)s does not include editing. Choose a writer or an editor.")
            % {"name": history.name_of(colleague)},
            field="colleague",
        )
    if permissions.may_edit(colleague, article):
        raise EditorialRefusal(
            _("%(name)s may edit this article already.") % {"name": history.name_of(colleague)},
            field="colleague",
        )
    article.invited.add(colleague)
    history.record(article, Action.INVITED, by=by, now=now, note=history.name_of(colleague))


@transaction.atomic
def uninvite(article: Article, colleague: User, *, by: User, now: dt.datetime) -> None:
    """Take an invitation back; what the colleague wrote stays.

    Raises NotPermitted unless `by` may edit the article, and EditorialRefusal for somebody who was
    not invited.
    """
    permissions.require_edit(by, article)
    if not article.invited.filter(pk=colleague.pk).exists():
        raise EditorialRefusal(
            _("%(name)s is not invited to this article.") % {"name": history.name_of(colleague)}
        )
    article.invited.remove(colleague)
    history.record(article, Action.UNINVITED, by=by, now=now, note=history.name_of(colleague))


def colleagues(article: Article) -> QuerySet[User]:
    """Who could be invited: active staff whose role lets them edit articles of this kind."""
    may_edit = User.objects.with_perm(permissions.change_permission(article.kind), backend=_BACKEND)
    theirs = article.invited.values("pk")
    others = may_edit.filter(is_staff=True).exclude(Q(pk__in=theirs) | Q(pk=article.created_by_id))
    return others.order_by("first_name", "last_name", "username")
