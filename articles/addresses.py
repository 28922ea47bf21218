"""Reserving paths for articles, and finding what an old path has become."""

import datetime as dt
from collections.abc import Collection
from urllib.parse import unquote

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.errors import AddressRefused
from articles.models import (
    Address,
    Article,
    Author,
    Category,
    Edition,
    Kind,
    LabelAddress,
    Tag,
    Team,
    path_of,
)

MAX_SLUG = 120
_BATCH = 500

# First path segments that belong to the site itself, so that no static page may take them.
RESERVED_PAGES = frozenset(
    "admin articles authors categories comments faq feed healthz images media preview readyz "
    "robots rss search shared sitemap static styleguide tags teams wp-admin wp-content".split()
)


def reserve(article: Article, *, now: dt.datetime) -> Address:
    """Reserve the desk path of `article` and release drafts' paths that readers never saw.

    Raises AddressRefused when the path belongs to the site or to another article.
    """
    path = article.desk_path
    if article.kind == Kind.PAGE and article.slug.lower() in RESERVED_PAGES:
        raise AddressRefused(
            _("The site itself uses the address %(path)s. Choose another slug.") % {"path": path},
            field="slug",
        )
    address, _created = Address.objects.select_related("article").get_or_create(
        path=path, defaults={"article": article, "reserved_at": now}
    )
    if address.article_id != article.pk:
        raise AddressRefused(
            _("The address %(path)s belongs to “%(title)s”. Choose another slug.")
            % {"path": path, "title": address.article.title},
            field="slug",
        )
    _release_unseen(article, keep=path)
    return address


def _release_unseen(article: Article, *, keep: str) -> None:
    """Free the paths that only drafts of this article ever had."""
    seen = Edition.objects.filter(article=article).values("path")
    Address.objects.filter(article=article).exclude(path=keep).exclude(path__in=seen).delete()


def free_slug(kind: Kind, text: str) -> str:
    """A slug made of `text` whose address nobody has yet: `sleep`, else `sleep-2` and so on.

    The addresses of the site itself count as taken.
    """
    wanted = slugify(text, allow_unicode=True)[:MAX_SLUG].strip("-") or kind.value
    taken = set(
        Address.objects.filter(path__startswith=path_of(kind, wanted).rstrip("/")).values_list(
            "path", flat=True
        )[:10_000]
    )
    if kind == Kind.PAGE:
        taken |= {path_of(kind, reserved) for reserved in RESERVED_PAGES}
    slug, number = wanted, 1
    while path_of(kind, slug) in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def current_path(old_path: str, *, now: dt.datetime) -> str | None:
    """Where readers of `old_path` should go, or None when they have never found anything there."""
    had = Edition.objects.filter(path=old_path, live_from__lte=now).not_cancelled()
    live = Edition.objects.live(now).filter(article__in=had.values("article"))
    return live.exclude(path=old_path).values_list("path", flat=True).first()


def answered(paths: Collection[str], *, now: dt.datetime) -> set[str]:
    """Those of `paths` at which an article, or a label, answers or has ever answered readers.

    Paths are in plain letters, each with its slash at the end.
    """
    found: set[str] = set()
    in_order = sorted(paths)
    for start in range(0, len(in_order), _BATCH):
        some = in_order[start : start + _BATCH]
        had = Edition.objects.filter(path__in=some, live_from__lte=now).not_cancelled()
        found.update(had.values_list("path", flat=True))
        moved = LabelAddress.objects.filter(path__in=some)
        found.update(moved.values_list("path", flat=True))
        slugs = {path.split("/")[-2] for path in some}
        for model in (Category, Tag, Author, Team):
            labels = model._default_manager.filter(slug__in=slugs)
            found.update(unquote(label.get_absolute_url()) for label in labels)
    return found & set(paths)
