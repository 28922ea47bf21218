"""Mail to people at the desk, written into the outbox by the verb that they are told of.

Nobody is told of what they did themselves, and nobody who has left: who is inactive, has no staff
status or no address.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.history import name_of
from articles.models import Action, Article
from articles.permissions import REVIEW
from site_config.kit.outbox import letters

# What is told, and the preference (of MailPreference) by which people leave it out.
_SENTENCES = {
    Action.SUBMITTED: ("submitted", _("%(who)s submitted “%(title)s” for review")),
    Action.CHANGES_REQUESTED: ("decided", _("%(who)s requested changes to “%(title)s”")),
    Action.APPROVED: ("decided", _("%(who)s approved “%(title)s”")),
    Action.SIGNED_OFF: ("decided", _("%(who)s signed off “%(title)s”")),
    Action.PUBLISHED: ("published", _("%(who)s published “%(title)s”")),
    Action.WENT_LIVE: ("published", _("“%(title)s” went live as scheduled")),
    Action.WITHDRAWN: ("published", _("%(who)s withdrew “%(title)s”")),
    Action.NOTED: ("noted", _("%(who)s wrote a note on “%(title)s”")),
}


def tell(
    article: Article,
    action: Action,
    *,
    by: User | str | None,
    now: dt.datetime,
    note: str = "",
    also: Collection[int | None] = (),
) -> None:
    """Mail those whom `action` concerns, with the whole note, in the caller's transaction.

    A submission concerns those who may review; all else concerns the writers, and the accounts
    in `also`. `by` is a name where somebody without an account did it.
    """
    preference, sentence = _SENTENCES[action]
    reviewers = action == Action.SUBMITTED
    concerned = _reviewers() if reviewers else _writers(article, also)
    addresses = addresses_of(concerned, preference, besides=by)
    subject = sentence % {"who": name_of(by), "title": article.title}
    text = render_to_string(
        "mail/article_step.txt",
        {"sentence": subject, "note": note, "desk": _desk(article), "choose": choose_address()},
    )
    letters.put_all((letters.Draft(to, subject, text) for to in addresses), now=now)


def addresses_of(
    people: QuerySet[User], preference: str, *, besides: User | str | None = None
) -> Iterable[str]:
    """The addresses of those among `people` who can be mailed and want this mail."""
    wanted = people.filter(is_active=True, is_staff=True).exclude(email="")
    wanted = wanted.exclude(**{f"mail_preference__{preference}": False})
    if isinstance(besides, User):
        wanted = wanted.exclude(pk=besides.pk)
    return sorted(set(wanted.values_list("email", flat=True)))


def choose_address() -> str:
    """Where people choose which mails they get."""
    return f"{settings.SITE_URL}{reverse('admin:my_mails')}"


def _reviewers() -> QuerySet[User]:
    return User.objects.with_perm(REVIEW)


def _writers(article: Article, also: Collection[int | None]) -> QuerySet[User]:
    """Who started the article and who stands in it with a login, and the accounts in `also`."""
    authors = article.contributions.values("author")
    return User.objects.filter(Q(pk__in={article.created_by_id, *also}) | Q(author__in=authors))


def _desk(article: Article) -> str:
    path = reverse(f"admin:articles_{article.kind}_change", args=[article.pk])
    return f"{settings.SITE_URL}{path}"
