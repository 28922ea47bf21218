"""Making, changing, merging and deleting categories, tags, authors and teams.

A path that a label had leads to the label for good, or to the one into which it was merged. What
is merged or deleted leaves a tombstone, because revisions name labels by their numbers.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext as _

from articles import editions, label_changes, news, page_keys, permissions
from articles.errors import EditorialRefusal
from articles.images import social_cards
from articles.models import (
    Article,
    Author,
    Category,
    Contribution,
    Edition,
    EditionContribution,
    ImportedItem,
    LabelAddress,
    Tag,
    Team,
    Tombstone,
)
from articles.page_keys import Label
from articles.search import documents
from site_config.kit.pagecache.purging import purge

MODELS: dict[str, type[Label]] = {
    "category": Category,
    "tag": Tag,
    "author": Author,
    "team": Team,
}


@dataclass(frozen=True)
class Naming:
    """Rows that name a label in `field`; of those equal in all of `within`, one is enough."""

    model: type[Model]
    field: str
    within: tuple[str, ...] = ()

    def rows(self, label: Label) -> Any:
        return self.model._default_manager.filter(**{self.field: label})


NAMED_BY: dict[str, tuple[Naming, ...]] = {
    "category": (
        Naming(Edition, "category"),
        Naming(Article, "category"),
        Naming(Category, "parent"),
        Naming(ImportedItem, "category"),
    ),
    "tag": (
        Naming(Edition.tags.through, "tag", ("edition",)),
        Naming(Article.tags.through, "tag", ("article",)),
        Naming(ImportedItem, "tag"),
    ),
    "author": (
        Naming(EditionContribution, "author", ("edition", "role")),
        Naming(Contribution, "author", ("article", "role")),
        Naming(ImportedItem, "author"),
    ),
    "team": (
        Naming(Edition, "team"),
        Naming(Article, "team"),
        Naming(ImportedItem, "team"),
    ),
}

# The relations by which a desk copy names its labels.
_ON_THE_DESK = {Article, Article.tags.through, Contribution}


@transaction.atomic
def create(label: Label, *, by: User | None) -> None:
    """Save a new label. A path that another label had before belongs to this one from now on.

    Raises NotPermitted.
    """
    permissions.require(by, _permission("add", label))
    label.save(force_insert=True)
    LabelAddress.objects.filter(path=_path(label)).delete()
    purge(label_changes.of_label(None, label))


@transaction.atomic
def change(label: Label, *, by: User | None, now: dt.datetime) -> None:
    """Save a changed label; its old path leads here, and pages and the search follow.

    Raises NotPermitted, and EditorialRefusal for a category that would stand below itself.
    """
    permissions.require(by, _permission("change", label))
    if isinstance(label, Category):
        _refuse_circle(label)
    before = type(label)._default_manager.get(pk=label.pk)
    label.save(force_update=True)
    if before.slug != label.slug:
        LabelAddress.objects.filter(path=_path(label)).delete()
        _lead(_path(before), label, now=now)
    purge(label_changes.of_label(before, label))
    if label_changes.parent_of(before) != label_changes.parent_of(label):
        _announce_again(label, now=now)
    if isinstance(label, Category) and before.name != label.name:
        social_cards.draw_outdated.enqueue()
    if isinstance(label, Author | Team) and before.name != label.name:
        documents.follow_name(label, now=now)


@transaction.atomic
def merge(label: Label, *, into: Label, by: User | None, now: dt.datetime) -> None:
    """Let everything that names `label` name `into`, and delete `label`.

    Articles, editions, narrower categories and old paths follow. Raises NotPermitted, and
    EditorialRefusal for two labels of different kinds or one and the same.
    """
    permissions.require(by, _permission("delete", label))
    permissions.require(by, _permission("change", into))
    if type(label) is not type(into) or label.pk == into.pk:
        raise EditorialRefusal(_("Choose another one of the same kind."), field="into")
    # Who publishes under the old label now comes before this, or after it.
    type(label)._default_manager.select_for_update().get(pk=label.pk)
    purge(label_changes.of_merged_label(label, into))
    if isinstance(label, Category) and isinstance(into, Category):
        _take_the_place_of(label, into)
    for naming in NAMED_BY[kind_of(label)]:
        _rename(naming, label, into)
    _announce_again(into, now=now)
    if isinstance(label, Author) and isinstance(into, Author):
        _take_the_login_of(label, into)
    _bury(label, into, now=now)
    if isinstance(into, Category):
        editions.recount_in(into.pk)
        social_cards.draw_outdated.enqueue()
    if isinstance(into, Author | Team):
        documents.follow_name(into, now=now)


@transaction.atomic
def delete(label: Label, *, by: User | None, now: dt.datetime) -> None:
    """Delete a label that no article needs; a tag leaves the articles that carry it.

    Raises NotPermitted, and EditorialRefusal while an article or a narrower category needs it.
    """
    permissions.require(by, _permission("delete", label))
    if is_needed(label):
        raise EditorialRefusal(
            _("“%(name)s” is in use. Choose what takes its place.") % {"name": label}, field="into"
        )
    purge(label_changes.of_deleted_label(label))
    _bury(label, None, now=now)


def is_needed(label: Label) -> bool:
    """Whether articles, as they are or were, or narrower categories, need `label`."""
    return not isinstance(label, Tag) and any(
        naming.rows(label).exists()
        for naming in NAMED_BY[kind_of(label)]
        if naming.model is not ImportedItem
    )


def desk_copies(label: Label) -> Any:
    """The articles whose desk copy names `label`, those in the trash included."""
    [naming] = (each for each in NAMED_BY[kind_of(label)] if each.model in _ON_THE_DESK)
    rows = naming.rows(label)
    key = "pk" if rows.model is Article else "article"
    return Article.objects.filter(pk__in=rows.values(key))


def formerly_at(path: str) -> Label | None:
    """The label that once had `path`, or into which that one was merged."""
    address = LabelAddress.objects.filter(path=path).first()
    if address is None:
        return None
    return MODELS[address.label_kind]._default_manager.filter(pk=address.label_id).first()


def stands_below(category: Category | None, above: Category) -> bool:
    """Whether `category` is `above` or one of its narrower ones."""
    while category is not None:
        if category == above:
            return True
        category = category.parent
    return False


def kind_of(label: Label) -> str:
    """The kind of a label as addresses and tombstones have it: category, tag, author, team."""
    return str(label._meta.model_name)


def _permission(verb: str, label: Label) -> str:
    return f"articles.{verb}_{kind_of(label)}"


def _refuse_circle(category: Category) -> None:
    if stands_below(category.parent, category):
        raise EditorialRefusal(
            _("A category cannot stand below itself. Choose another parent."), field="parent"
        )


def _take_the_place_of(label: Category, into: Category) -> None:
    """Lift `into` up to where `label` stands, if it stands below it, so that no circle forms."""
    if stands_below(into.parent, label):
        into.parent = label.parent
        into.save(update_fields=["parent"])


def _take_the_login_of(label: Author, into: Author) -> None:
    """Whoever wrote under the old name goes on owning the articles."""
    login, label.user = label.user, None
    label.save(update_fields=["user"])
    if into.user_id is None and login is not None:
        into.user = login
        into.save(update_fields=["user"])


def _rename(naming: Naming, label: Label, into: Label) -> None:
    """Let rows name `into`; a row that would then stand there twice goes."""
    rows = naming.rows(label)
    if naming.within:
        same = {name: OuterRef(name) for name in naming.within}
        rows.filter(Exists(naming.rows(into).filter(**same))).delete()
    rows.update(**{naming.field: into})


def _bury(label: Label, into: Label | None, *, now: dt.datetime) -> None:
    """Delete the row of a label and let what it was called mean `into`, or nothing."""
    kind, pk = kind_of(label), label.pk
    addresses = LabelAddress.objects.filter(label_kind=kind, label_id=pk)
    if into is None:
        addresses.delete()
    else:
        addresses.update(label_id=into.pk)
        _lead(_path(label), into, now=now)
    now_pk = into.pk if into else None
    Tombstone.objects.filter(kind=kind, now_number=pk).update(now_number=now_pk)
    label.delete()
    Tombstone.objects.create(kind=kind, number=pk, now_number=now_pk, at=now)


def _announce_again(label: Label, *, now: dt.datetime) -> None:
    """Let lists and feeds follow at the moments ahead: what was dated before named another label.

    That is left as it is: a hub goes on telling those who read the feed at its old address.
    """
    for moment, edition in label_changes.ahead_under(label, now=now):
        news.spread(edition, page_keys.of_place(edition), at=moment)


def _path(label: Label) -> str:
    """Its path as requests have it: in plain letters."""
    return unquote(label.get_absolute_url())


def _lead(path: str, label: Label, *, now: dt.datetime) -> None:
    LabelAddress.objects.update_or_create(
        path=path,
        defaults={"label_kind": kind_of(label), "label_id": label.pk, "left_at": now},
    )
