"""What the site is made of: apps, middleware, addresses, templates."""

from site_config.settings.site import BASE_DIR

INSTALLED_APPS = [
    "site_config.apps.SiteConfig",
    "site_config.kit.pagecache.apps.PageCacheConfig",
    "site_config.kit.outbox.apps.OutboxConfig",
    "site_config.kit.heartbeat.apps.HeartbeatConfig",
    "site_config.kit.site.apps.SiteConfig",
    "comments",
    "articles",
    "site_config.apps.MastheadAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "site_config.middleware.OneByOneMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_config.middleware.PermissionsPolicyMiddleware",
    "site_config.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "site_config.middleware.PublicCacheMiddleware",
    "site_config.middleware.NullCharacterMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Before CommonMiddleware adds a slash to an address that is not there.
    "site_config.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "site_config.kit.template_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "site_config.context.site",
            ],
            "libraries": {
                "data_blocks": "site_config.kit.data_blocks",
                "keep": "site_config.kit.keep",
                "once": "site_config.kit.once",
                "pagination": "site_config.kit.pagination_tags",
                "stencils": "site_config.kit.stencil_tags",
            },
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "house"
CRISPY_TEMPLATE_PACK = "house"
# A comment form or an article form has far fewer fields; more is an attack on the parser.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
# The body of an article may hold half a million characters (site_config.kit.html).
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
