"""Changing what the site is called and how it presents itself."""

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
