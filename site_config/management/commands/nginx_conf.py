"""`manage.py nginx_conf`: the configuration of nginx for this site, made from its settings."""

import re
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import Context, Engine

from articles.images.intake import MAX_BYTES
from site_config import page_headers
from site_config.kit.pagecache.files import ENDINGS
from site_config.kit.pagecache.page import ASK_EACH_TIME
from site_config.kit.pagecache.page_folder import WINDOW

TEMPLATE = settings.BASE_DIR / "deploy" / "nginx.conf"
_MEGABYTE = 1024 * 1024
# Those that WhiteNoise compresses and pages ask for, as WhiteNoise calls them.
_STATIC_TYPES = {
    'text/css; charset="utf-8"': "css",
    'text/javascript; charset="utf-8"': "js",
    "image/svg+xml": "svg",
}
# Public addresses that do not end with a slash, and the endings of their files.
_FEEDS = [("/feed.xml", "atom"), ("/rss.xml", "rss"), ("/robots.txt", "txt")]


class Command(BaseCommand):
    help = "Print the configuration of an nginx on this host in front of this site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--server",
            default=f"127.0.0.1:{settings.PORT}",
            help="where `manage.py serve` listens (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = urlsplit(settings.SITE_URL)
        if site.netloc == options["server"]:
            raise CommandError(
                f"SITE_URL={settings.SITE_URL} is where the server itself listens. "
                "Set it to the address at which nginx shall answer readers."
            )
        template = Engine(autoescape=False).from_string(TEMPLATE.read_text(encoding="utf-8"))
        self.stdout.write(
            template.render(Context(_values(options["server"]), autoescape=False)), ending=""
        )
        if not settings.PAGE_FILES:
            self.stderr.write("PAGE_FILES is not set: nginx will find no pages on disk.")
        if not settings.TRUSTED_PROXIES:
            self.stderr.write("TRUSTED_PROXIES is not set: the server will not believe nginx.")


def _values(server: str) -> dict[str, Any]:
    site = urlsplit(settings.SITE_URL)
    return {
        "site": settings.SITE_URL,
        "host": re.escape(site.netloc),
        "server_name": site.hostname,
        "https": settings.HTTPS,
        "port": site.port or (443 if settings.HTTPS else 80),
        "server": server,
        "data_dir": settings.DATA_DIR,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "window": WINDOW,
        "picture_mb": MAX_BYTES // _MEGABYTE,
        "body_mb": MAX_BYTES // _MEGABYTE + 1,
        "feeds": [(re.escape(path), ending) for path, ending in _FEEDS],
        "page_types": ENDINGS.items(),
        "page_cache_control": ASK_EACH_TIME,
        "page_headers": page_headers.of_every_page().items(),
        "static_types": _STATIC_TYPES.items(),
        "file_headers": page_headers.of_every_file().items(),
        "media_headers": page_headers.of_pictures().items(),
    }
