"""What the site knows about a submission, gathered before other writers have to wait for it.

One statement, whatever there is to know; one more where there are rules, one where the classifier
has learned enough to be asked, one for each host that is linked to. All of them go by indexes.
"""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from articles import api
from articles.api import Article
from comments import news, trust
from comments.models import (
    Ban,
    CategoryModeration,
    Comment,
    Discussion,
    LinkedHost,
    Panic,
    ProvedAddress,
    Rule,
    State,
    Token,
)
from comments.screening import bayes, features
from comments.screening.hosts import with_domains
from comments.screening.lessons import LESSONS
from comments.screening.verdict import Facts, Submission, WordRule
from site_config.kit.counting import CountedUpTo
from site_config.kit.prepared import prepared
from site_config.kit.site.models import SiteSettings
from site_config.kit.site.present import ONLY, site

RATE_WINDOW = dt.timedelta(minutes=10)
MOST_RULES = 300
MOST_COUNTED = 100
# A statement is prepared for each length of a list; lists are filled up to a few lengths.
_STEP = 50
_SITE = SiteSettings.objects.filter(pk=ONLY)
_number = partial(CountedUpTo, MOST_COUNTED)


class _Standing(NamedTuple):
    """What one statement finds out."""

    article: int | None = None
    moderation: str = ""
    panic: str = ""
    closes_after: int | None = None
    banned: bool = False
    proved: bool = False
    trusted: bool = False
    published: int = 0
    rejected: int = 0
    from_network: int = 0
    from_address: int = 0
    text_is_known: bool = False
    is_expected: bool = False
    lessons_good: int = 0
    lessons_spam: int = 0
    has_rules: bool = False


def gather(submission: Submission, *, now: dt.datetime) -> Facts:
    if submission.by_staff:
        return Facts(_article(submission, now), closes_after=site().comments_close_after)
    found = _asked(submission, now)
    # An article may have been deleted since its page was read.
    standing = _Standing._make(found[0]) if found else _Standing()
    return Facts(
        article=standing.article,
        moderation=standing.moderation,
        panic=standing.panic,
        closes_after=standing.closes_after,
        banned=standing.banned,
        # A device may remember an address that has been erased.
        proved=standing.proved and submission.proved,
        trusted=standing.trusted and submission.proved,
        published=standing.published,
        rejected=standing.rejected,
        from_network=standing.from_network,
        from_address=standing.from_address,
        text_is_known=standing.text_is_known,
        is_expected=standing.is_expected,
        known_hosts=frozenset(host for host in submission.hosts if _published_with(host)),
        rules=tuple(_rules()) if standing.has_rules else (),
        experience=_experience(submission, standing),
    )


def _asked(submission: Submission, now: dt.datetime) -> list[tuple[Any, ...]]:
    ask, article = (
        (_standing_at, submission.path) if submission.path else (_standing, submission.article_id)
    )
    return ask(
        article,
        submission.email.lower(),
        submission.network,
        submission.network if _limits_networks() else "",
        _filled_up(with_domains(submission.hosts)),
        submission.text.digest,
        submission.editing,
        now,
        now - trust.remembered(),
        now - RATE_WINDOW,
        # A worker looks at the clock, whatever moment a comment is posted with.
        timezone.now() + news.POSTED,
        timezone.now() + news.TOGETHER,
    )


def _limits_networks() -> bool:
    return bool(settings.COMMENTS_HOLD_RATE or settings.COMMENTS_FLOOD_NETWORK)


def _article(submission: Submission, now: dt.datetime) -> int | None:
    if not submission.path:
        return submission.article_id
    return api.articles_at(submission.path, now=now).values_list("pk", flat=True).first()


def _experience(submission: Submission, standing: _Standing) -> bayes.Experience:
    lessons = bayes.Count(standing.lessons_good, standing.lessons_spam)
    if min(lessons) < settings.COMMENTS_CLASSIFIER_LESSONS:
        return bayes.Experience(lessons)
    rows = _counts(_filled_up(features.of(submission)))
    return bayes.Experience(lessons, {word: bayes.Count(*counts) for word, *counts in rows})


def _filled_up(values: list[str]) -> list[str]:
    return [*values, *[""] * (-len(values) % _STEP)]


@prepared
def _standing(article: int, *of_writer: Any) -> QuerySet[Article, tuple[Any, ...]]:
    return _known(Article.objects.filter(pk=article), *of_writer)


@prepared
def _standing_at(
    path: str, email: str, network: str, counted: str, hosts: list[str], *rest: Any
) -> QuerySet[Article, tuple[Any, ...]]:
    _text, _editing, now, *_moments = rest
    return _known(api.articles_at(path, now=now), email, network, counted, hosts, *rest)


def _known(  # noqa: PLR0913, PLR0917 - one statement asks for everything
    articles: QuerySet[Article],
    email: str,
    network: str,
    counted: str,
    hosts: list[str],
    text: str,
    editing: int,
    now: dt.datetime,
    remembered: dt.datetime,
    lately: dt.datetime,
    posted: dt.datetime,
    together: dt.datetime,
) -> QuerySet[Article, tuple[Any, ...]]:
    own = Comment.objects.alias(address=Lower("author_email")).filter(address=email)
    by_address = own.filter(created_at__gt=remembered)
    # All states are named, as they stand before the time in the index.
    from_address = own.filter(created_at__gt=lately, state__in=State.values)
    from_network = Comment.objects.filter(network=counted, created_at__gt=lately)
    found: dict[str, Any] = {
        "article": F("pk"),
        "moderation": _moderation(),
        "panic": _panic(now),
        "closes_after": Subquery(_SITE.values("comments_close_after")),
        "banned": Exists(Ban.objects.of(email=email, network=network, hosts=hosts, now=now)),
        "proved": Exists(ProvedAddress.objects.filter(email=email)),
        "trusted": Exists(ProvedAddress.objects.filter(email=email, trusted_until__gt=now)),
        "published": _number(by_address.filter(state=State.PUBLISHED)),
        "rejected": _number(by_address.filter(state__in=[State.REJECTED, State.SPAM])),
        "from_network": _number(from_network.exclude(network="")),
        "from_address": _number(from_address),
        "text_is_known": Exists(_with_text(text).exclude(pk=editing)),
        "is_expected": Exists(news.begin_between(posted, together)),
        "lessons_good": _lessons("good"),
        "lessons_spam": _lessons("spam"),
        "has_rules": Exists(Rule.objects.filter(is_active=True)),
    }
    names = [f"found_{name}" for name in _Standing._fields]
    expressions = dict(zip(names, map(found.get, _Standing._fields), strict=True))
    return articles.annotate(**expressions).order_by().values_list(*names)


def _panic(now: dt.datetime) -> Coalesce:
    return Coalesce(Subquery(Panic.objects.in_force(now).values("measure")[:1]), Value(""))


def _lessons(kind: str) -> Coalesce:
    """How many lessons of a kind the classifier has had."""
    return Coalesce(Subquery(Token.objects.filter(word=LESSONS).values(kind)[:1]), 0)


def _with_text(digest: str) -> QuerySet[Comment]:
    return Comment.objects.filter(text_digest=digest).exclude(text_digest="")


def _moderation() -> Coalesce:
    """What the discussion says, else its category, else a category above that one, or the site."""
    own = Discussion.objects.filter(article=OuterRef("pk")).values("moderation")[:1]
    above = [
        Subquery(
            CategoryModeration.objects.filter(category=OuterRef(path)).values("moderation")[:1]
        )
        for path in ("category", "category__parent", "category__parent__parent")
    ]
    of_site = Subquery(_SITE.values("moderation"))
    return Coalesce(NullIf(Subquery(own), Value("")), *above, of_site, Value(""))


@prepared
def _published_with(host: str) -> QuerySet[LinkedHost, tuple[Any, ...]]:
    """One link of a published comment to the host, if there is one.

    With a join, SQLite goes through all that is published; with one question about many hosts,
    nothing ends when it is answered.
    """
    state = Comment.objects.filter(pk=OuterRef("comment")).values("state")[:1]
    linked = LinkedHost.objects.alias(state=Subquery(state)).filter(state=State.PUBLISHED)
    return linked.filter(host=host).order_by().values_list("pk")[:1]


def _rules() -> list[WordRule]:
    rules = Rule.objects.filter(is_active=True).order_by("pk")
    return list(map(WordRule._make, rules.values_list(*WordRule._fields)[:MOST_RULES]))


@prepared
def _counts(words: list[str]) -> QuerySet[Token, tuple[Any, ...]]:
    return Token.objects.filter(word__in=words).values_list("word", "good", "spam")
