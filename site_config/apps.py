from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "site_config"


class MastheadAdminConfig(AdminConfig):
    default_site = "site_config.admin_site.MastheadAdminSite"
