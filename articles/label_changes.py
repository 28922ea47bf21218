"""What a change of a category, tag, author or team lets be rendered anew.

The keys are those of `articles.page_keys`, where it is said which pages show what.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from articles import page_keys
from articles.models import Author, Category, Edition, Kind, Outcome

# The editions in whose lists a label has a part; that of a category has those right below it too.
_LISTED_UNDER = {
    "category": ("category", "category__parent"),
    "tag": ("tags",),
    "author": ("contributions__author",),
    "team": ("team",),
}


def of_label(before: page_keys.Label | None, after: page_keys.Label) -> set[str]:
    """What changes when a label is `after`, where it was `before` or nothing."""
    keys = set()
    if before is None or _page_of(before) != _page_of(after):
        keys.add(page_keys.label_page(after))
    if before is None or _name_of(before) != _name_of(after):
        keys.add(page_keys.label_name(after))
    if isinstance(after, Author):
        keys |= _of_login(before if isinstance(before, Author) else None, after)
    if isinstance(after, Category):
        keys |= _of_category(before if isinstance(before, Category) else None, after)
    return keys


def of_deleted_label(label: page_keys.Label) -> set[str]:
    keys = {page_keys.label_page(label), page_keys.label_name(label)}
    if isinstance(label, Author):
        keys |= _of_login(None, label)
    return keys | (_of_category(None, label) if isinstance(label, Category) else set())


def of_merged_label(label: page_keys.Label, into: page_keys.Label) -> set[str]:
    """What changes when all that stands under `label` comes to stand under `into`."""
    keys = of_deleted_label(label) | {page_keys.label_list(into)}
    if isinstance(label, Category) and isinstance(into, Category):
        # Its questions, and the narrower categories, move too.
        keys |= {page_keys.QUESTIONS, page_keys.label_page(into), *_of_category(None, into)}
        keys.add(page_keys.order_in(into.pk))
        keys |= {
            page_keys.list_of("category", each.parent_id)
            for each in (label, into)
            if each.parent_id
        }
        if page_keys.keeps_off(label) != page_keys.keeps_off(into):
            keys.add(page_keys.sitemap(page_keys.SECTIONS[Kind.ARTICLE]))
    return keys


def ahead_under(
    label: page_keys.Label, *, now: dt.datetime
) -> Iterator[tuple[dt.datetime, Edition]]:
    """The moments at which editions under `label` begin or end, each with its edition."""
    under = Q()
    for field in _LISTED_UNDER[str(label._meta.model_name)]:
        under |= Q(**{field: label})
    ahead = Edition.objects.filter(Q(live_from__gt=now) | Q(live_until__gt=now), under)
    for edition in ahead.filter(outcome=Outcome.CONTENT).not_cancelled().distinct():
        for moment in (edition.live_from, edition.live_until):
            if moment is not None and moment > now:
                yield moment, edition


def parent_of(label: page_keys.Label) -> int | None:
    return label.parent_id if isinstance(label, Category) else None


def _of_login(before: Author | None, after: Author) -> set[str]:
    """What accounts say elsewhere changes with who they are and whether that is a clinician."""
    if before is not None and _login_of(before) == _login_of(after):
        return set()
    logins = {each.user_id for each in (before, after) if each is not None}
    return {page_keys.account(pk) for pk in logins if pk is not None}


def _login_of(author: Author) -> tuple[object, ...]:
    return author.user_id, bool(author.credentials)


def _name_of(label: page_keys.Label) -> tuple[object, ...]:
    """What pages show beside an article; credentials stand with the name of an author."""
    return label.name, label.slug, getattr(label, "credentials", None)


def _page_of(label: page_keys.Label) -> tuple[object, ...]:
    """What its own page shows, and the home page of a category."""
    names = ("bio", "description", "position", "photo_id", "links")
    shown = (getattr(label, name, None) for name in names)
    return (*_name_of(label), *shown)


def _of_category(before: Category | None, after: Category) -> set[str]:
    """A category also stands in lists of categories and on the page of the one above it."""
    above = {each.parent_id for each in (before, after) if each is not None and each.parent_id}
    pages_above = {page_keys.page_of("category", pk) for pk in above}
    in_lists = {page_keys.CATEGORIES, page_keys.sitemap("categories")}
    if before is None:
        return in_lists | pages_above
    keys = set()
    if _rules_of(before) != _rules_of(after):
        keys.add(page_keys.rules_of(after.pk))
    if page_keys.keeps_off(before) != page_keys.keeps_off(after):
        keys.add(page_keys.sitemap(page_keys.SECTIONS[Kind.ARTICLE]))
    if _place_of(before) != _place_of(after):
        keys |= in_lists | pages_above
    if before.parent_id != after.parent_id:
        keys |= pages_above | {page_keys.list_of("category", pk) for pk in above}
    return keys


def _place_of(category: Category) -> tuple[object, ...]:
    return category.name, category.slug, category.position


def _rules_of(category: Category) -> tuple[object, ...]:
    return category.is_health, category.noindex_unreviewed, category.disclaimer
