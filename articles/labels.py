"""Making, changing and deleting categories, tags, authors and teams."""

import datetime as dt

from django.db import transaction

from articles import page_keys
from articles.models import Author, Category, Tag, Team
from articles.search import documents
from site_config.kit.pagecache.purging import purge

Label = Category | Tag | Author | Team


@transaction.atomic
def create(label: Label) -> None:
    """Save a new label."""
    label.save(force_insert=True)
    purge(page_keys.of_label(None, label))


@transaction.atomic
def change(label: Label, *, now: dt.datetime) -> None:
    """Save a changed label; every page that shows it follows, and so does the search."""
    before = type(label)._default_manager.get(pk=label.pk)
    label.save(force_update=True)
    purge(page_keys.of_label(before, label))
    if isinstance(label, Author | Team) and before.name != label.name:
        documents.follow_name(label, now=now)


@transaction.atomic
def delete(label: Label) -> None:
    """Delete a label. Raises ProtectedError while an edition or a child category needs it."""
    purge(page_keys.of_deleted_label(label))
    label.delete()
