from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    name = "site_config.kit.pagecache"
    label = "pagecache"
