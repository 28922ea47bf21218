"""Settings of a Masthead site.

One file, sections in order. Every knob that a deployment turns is read from the environment and is
described in README.md; everything else is a decision of the code base.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from site_config import data_dir, environment
from site_config.kit.sqlite3 import newest
from site_config.secret_key import read_or_create

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where things are ---------------------------------------------------------------------------

DATA_DIR = data_dir.prepare(Path(environment.text("DATA_DIR", str(BASE_DIR / "var"))))
PORT = environment.whole_number("PORT", 8000)
SITE_URL = environment.origin("SITE_URL", f"http://127.0.0.1:{PORT}")

# --- The site -----------------------------------------------------------------------------------

SITE_NAME = environment.text("SITE_NAME", "Masthead Health")
SITE_TAGLINE = environment.text("SITE_TAGLINE", "Clear answers about health, with their sources")
# The language of the site, whatever a browser asks for: a page is the same for all its readers.
LANGUAGE_CODE = environment.language("LANGUAGE_CODE", "en")
LANGUAGES = [(LANGUAGE_CODE, environment.LANGUAGES[LANGUAGE_CODE])]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")
USE_TZ = True
FORMAT_MODULE_PATH = ["site_config.formats"]

# --- Security -----------------------------------------------------------------------------------

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY") or read_or_create(DATA_DIR / "secret_key")

_site = urlsplit(SITE_URL)
_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = _LOOPBACK if _site.hostname in _LOOPBACK else [_site.hostname or ""]
HTTPS = _site.scheme == "https"

SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = environment.whole_number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD", default=False)
# Only the operator knows whether every subdomain speaks https, so the two checks that ask for
# HSTS_SUBDOMAINS and HSTS_PRELOAD would be noise on most sites.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Networks of the proxies in front of this server. Only they are believed about a reader's address
# and about https; by default nobody is.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MEDIA_ORIGIN = environment.text("MEDIA_ORIGIN")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, *([MEDIA_ORIGIN] if MEDIA_ORIGIN else [])],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "site_config.views.csrf_failure"

# --- Application --------------------------------------------------------------------------------

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

# --- Database -----------------------------------------------------------------------------------

# A site on PostgreSQL has files of SQLite as well.
_sqlite = newest.take_over()
_database: dict[str, Any] = (
    environment.service("DATABASE_URL", env.db_url, "postgres://user:password@host/name")
    if os.environ.get("DATABASE_URL")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "db.sqlite3")}
)
_database["ATOMIC_REQUESTS"] = False
DATABASES = {"default": _database}
if "postgresql" in _database["ENGINE"]:
    environment.require_package("psycopg", "DATABASE_URL", "postgres")
    # PostgreSQL parses and plans once for each connection what it is asked again and again. Behind
    # a pooler that cannot have that, DATABASE_URL ends with ?server_side_binding=false.
    _prepare = {"server_side_binding": True, "prepare_threshold": 5}
    _database["OPTIONS"] = {**_prepare, **_database.get("OPTIONS", {})}
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "site_config.kit.sqlite3"
    # SQLite before 3.51.3 can corrupt a WAL database when two processes reset the log at once.
    _journal = "WAL" if _sqlite.sqlite_version_info >= (3, 51, 3) else "TRUNCATE"
    _database["OPTIONS"] = {
        # Writers queue up at BEGIN instead of failing half-way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": environment.whole_number("SQLITE_TIMEOUT", 5),
        "init_command": (
            f"PRAGMA journal_mode={_journal}; PRAGMA synchronous=FULL;"
            # What is erased shall not be found in the file.
            "PRAGMA secure_delete=ON;"
            # The log is cut to 64 MB once a reader who made it grow is done.
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
    _database["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# A thread of the server keeps its connection: opening one costs as much as five queries.
_database["CONN_MAX_AGE"] = environment.whole_number("CONN_MAX_AGE", 60)
_database["CONN_HEALTH_CHECKS"] = True

# --- Cache --------------------------------------------------------------------------------------

CACHES = {
    "default": environment.service("CACHE_URL", env.cache_url, "redis://host:6379/0")
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

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = environment.text("MEDIA_URL", "/media/")
MEDIA_ROOT = DATA_DIR / "media"
ORIGINALS_ROOT = DATA_DIR / "originals"
S3_BUCKET = environment.text("S3_BUCKET")


def _storage(folder: Path, *, public: bool) -> dict[str, object]:
    """Files in a folder of DATA_DIR, or under the same name in the S3 bucket."""
    if not S3_BUCKET:
        base = {"base_url": MEDIA_URL} if public else {"base_url": None}
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), **base},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": environment.text("S3_ENDPOINT_URL") or None,
            "region_name": environment.text("S3_REGION") or None,
            "location": folder.name,
            "default_acl": "public-read" if public else "private",
            "querystring_auth": not public,
            "file_overwrite": False,
        },
    }


STORAGES = {
    "default": _storage(MEDIA_ROOT, public=True),
    "originals": _storage(ORIGINALS_ROOT, public=False),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "site_config.kit.bundle.BundledStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
# Nobody loads a source map to read a page, and to compress the editor's takes half of the time that
# all static files take.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# --- Mail and tasks -----------------------------------------------------------------------------

_mail = (
    environment.service("EMAIL_URL", env.email_url, "smtp+tls://user:password@host:587")
    if os.environ.get("EMAIL_URL")
    else {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"editors@{_site.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Being found --------------------------------------------------------------------------------

# A hub of WebSub that feeds name and that is told of news, so that feed readers learn it at once.
WEBSUB_HUB = environment.web_address("WEBSUB_HUB")
# With a key of IndexNow (8 to 128 letters, digits and hyphens), search engines are told of each
# address that changed.
INDEXNOW_KEY = environment.word("INDEXNOW_KEY", r"[A-Za-z0-9-]{8,128}")
INDEXNOW_URL = environment.web_address("INDEXNOW_URL", "https://api.indexnow.org/indexnow")

# --- Editing and comments -----------------------------------------------------------------------

# A second person must approve what somebody wrote. A desk of one switches it off; history says so.
EDITORIAL_FOUR_EYES = environment.flag("EDITORIAL_FOUR_EYES", default=True)
# What is published must have been approved. Without it, history says what was not.
EDITORIAL_APPROVAL = environment.flag("EDITORIAL_APPROVAL", default=True)
# Days after which a revision that nobody needs is deleted; 0 keeps all of them for ever.
REVISIONS_KEPT_DAYS = environment.whole_number("REVISIONS_KEPT_DAYS", 0)
# How many reports of errors one network of readers may send within an hour.
REPORTS_PER_HOUR = environment.whole_number("REPORTS_PER_HOUR", 10)
# Days for which the site knows, as a keyed hash, from which network a comment or report came;
# 0: it never does, and limits for each network hold for nobody.
NETWORKS_KEPT_DAYS = environment.whole_number("NETWORKS_KEPT_DAYS", 30)
# "all": every comment of a reader waits for a moderator; "first": those of readers who are not
# trusted yet; "none": only what a clue holds waits. Discussions and categories may say otherwise.
COMMENTS_MODERATION = environment.choice("COMMENTS_MODERATION", ("all", "first", "none"), "all")
# A comment with at least this many links waits for a moderator whatever the mode; a link to a host
# that no published comment has named counts twice.
COMMENTS_HOLD_LINKS = environment.whole_number("COMMENTS_HOLD_LINKS", 2)
# After so many comments from one network within ten minutes, its next ones wait; 0: never.
COMMENTS_HOLD_RATE = environment.whole_number("COMMENTS_HOLD_RATE", 5)
# After so many comments within ten minutes from one network, or under one address, the next ones
# are refused; 0: never. Nobody counts further than a hundred.
COMMENTS_FLOOD_NETWORK = environment.whole_number("COMMENTS_FLOOD_NETWORK", 60)
COMMENTS_FLOOD_ADDRESS = environment.whole_number("COMMENTS_FLOOD_ADDRESS", 20)
# Who had more than this share of comments rejected lately waits whatever the mode.
COMMENTS_HOLD_REJECTED_PERCENT = environment.whole_number("COMMENTS_HOLD_REJECTED_PERCENT", 30)
# How many published comments under a proved address earn trust; how many days rejected ones are
# held against it; how many days after the last comment trust ends.
COMMENTS_TRUST_AFTER = environment.whole_number("COMMENTS_TRUST_AFTER", 2)
COMMENTS_TRUST_REMEMBERS = environment.whole_number("COMMENTS_TRUST_REMEMBERS", 90)
COMMENTS_TRUST_LASTS = environment.whole_number("COMMENTS_TRUST_LASTS", 365)
# How many mails that ask to confirm an address one mailbox gets within a day, and never two within
# an hour; after how many comments from one network within an hour nobody there is asked any more.
COMMENTS_CONFIRMATIONS_PER_DAY = environment.whole_number("COMMENTS_CONFIRMATIONS_PER_DAY", 3)
COMMENTS_CONFIRMATIONS_PER_NETWORK = environment.whole_number(
    "COMMENTS_CONFIRMATIONS_PER_NETWORK", 10
)
# The classifier has a say after so many decisions of moderators for each side.
COMMENTS_CLASSIFIER_LESSONS = environment.whole_number("COMMENTS_CLASSIFIER_LESSONS", 25)
# A moderator is mailed about each comment that waits, above so many an hour about all at once.
COMMENTS_MAILS_PER_HOUR = environment.whole_number("COMMENTS_MAILS_PER_HOUR", 10)
# After so many hours in the queue, the desk shows the oldest comment in red; 0: never.
COMMENTS_ALERT_HOURS = environment.whole_number("COMMENTS_ALERT_HOURS", 24)
# After so many days, spam is deleted (it is held against its writer until then, see above), and
# what waits without anybody having decided about it or confirmed its address; 0: never.
COMMENTS_SPAM_KEPT_DAYS = environment.whole_number("COMMENTS_SPAM_KEPT_DAYS", 90)
COMMENTS_UNCONFIRMED_KEPT_DAYS = environment.whole_number("COMMENTS_UNCONFIRMED_KEPT_DAYS", 180)
# With a key, comments that would be published are sent to Akismet first, and wait for its answer.
AKISMET_KEY = environment.text("AKISMET_KEY")
AKISMET_URL = environment.web_address("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
# What a reader sees whose comment sounds like an emergency or speaks of self-harm.
COMMENTS_EMERGENCY_NUMBER = environment.text("COMMENTS_EMERGENCY_NUMBER", "112")
COMMENTS_DISPLAY_DEPTH = 3
# The static page below whose text the site says what it keeps about readers.
PRIVACY_PAGE = "/privacy/"

# --- Logging ------------------------------------------------------------------------------------

# Lines name the path and the error, never a reader's address, name or text.
LOG_LEVEL = environment.choice(
    "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "WARNING"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        # The level stands here too, because the task worker raises that of its own loggers.
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}
    },
    # Pages that are not there are no news.
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Scanners ask for any host, with any address; each is answered 400 and is no event.
        "django.security": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
