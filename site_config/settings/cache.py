"""Redis, ready pages, and the CDN in front of them."""

import os

import environ

from site_config import environment

CACHES = {
    "default": environment.service("CACHE_URL", environ.Env().cache_url, "redis://host:6379/0")
    if os.environ.get("CACHE_URL")
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "masthead"}
}
if "redis" in CACHES["default"]["BACKEND"]:
    environment.require_package("redis", "CACHE_URL", "redis")

# What each process of the web server may keep of ready pages; 0 renders every page each time.
PAGE_CACHE_MB = environment.whole_number("PAGE_CACHE_MB", 32)
# A proxy on this host gets ready pages as files (manage.py nginx_conf).
PAGE_FILES = environment.flag("PAGE_FILES", default=False)
# A CDN in front of the site is told which pages changed, by the values of their Surrogate-Key,
# and may keep pages for CDN_SECONDS.
CDN_PURGE_URL = environment.web_address("CDN_PURGE_URL")
CDN_PURGE_TOKEN = environment.text("CDN_PURGE_TOKEN")
# The header that the token goes into, and what stands before it there.
CDN_PURGE_AUTH = environment.text("CDN_PURGE_AUTH", "Authorization: Bearer")
CDN_SECONDS = environment.whole_number("CDN_SECONDS", 86_400)
if PAGE_FILES:
    # Files know no Surrogate-Key, and nobody deletes those of another host.
    environment.refuse_together("PAGE_FILES", "CDN_PURGE_URL", "CACHE_URL")
