"""All addresses of the site. Those of DESIGN §6 are a contract."""

from django.contrib import admin
from django.urls import include, path, re_path

from articles.views import sitemaps
from site_config import views
from site_config.styleguide import styleguide

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots, name="robots"),
    path("indexnow-key.txt", views.indexnow_key, name="indexnow-key"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path(
        "sitemap-<section>.xml",
        sitemaps.section,
        # The name by which Django's index finds the sections.
        name="django.contrib.sitemaps.views.sitemap",
    ),
    re_path(r"^media/(?P<name>.+)$", views.media, name="media"),
    path("styleguide/", styleguide, name="styleguide"),
    path("admin/", include("site_config.passwords")),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
