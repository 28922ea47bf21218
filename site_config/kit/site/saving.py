"""Changing what the site is called and how it presents itself."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from site_config.kit.pagecache.models import EVERYTHING
from site_config.kit.pagecache.purging import purge
from site_config.kit.site.models import SiteSettings
from site_config.kit.site.present import ONLY


@transaction.atomic
def save(row: SiteSettings) -> None:
    """Put `row` into force; every page is rendered anew."""
    row.pk = ONLY
    row.save()
    purge([EVERYTHING])


@transaction.atomic
def arrange_front_page(articles: Sequence[int], *, keys: Iterable[str]) -> None:
    """Let the articles with these numbers stand first; `keys` are what pages show of that."""
    row = SiteSettings.objects.select_for_update().filter(pk=ONLY).first() or SiteSettings(pk=ONLY)
    row.front_page = list(articles)
    row.save()
    purge(keys)
