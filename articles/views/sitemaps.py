"""The sitemap index and its sections."""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse

from articles import page_keys
from articles.sitemaps import SITEMAPS
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page


@public_page()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sections, with the date of the last change in those that know one."""
    carry(request, *map(page_keys.sitemap, page_keys.SECTIONS.values()))
    return views.index(request, SITEMAPS)


@public_page("p")
@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One section, in pages of `Sitemap.limit` addresses (`?p=2`)."""
    carry(request, page_keys.sitemap(section))
    return views.sitemap(request, SITEMAPS, section=section, template_name="articles/sitemap.xml")
