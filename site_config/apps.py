from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "site_config"
    verbose_name = _("Addresses")


class MastheadAdminConfig(AdminConfig):
    default_site = "site_config.admin_site.MastheadAdminSite"
