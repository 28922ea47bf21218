"""Telling people who read from programs that fetch, by what these say of themselves."""

import re
from functools import lru_cache

from django.http import HttpRequest

# Words that crawlers, monitors and programs have in their names, and browsers do not.
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|archive|preview|scan|monitor|uptime|check|validator|lighthouse|headless"
    r"|feed|fetch|curl|wget|http|python|perl|ruby|java/|php|okhttp|axios|node|go-|libwww|scrapy",
    re.IGNORECASE,
)
# What robots say of themselves is often an address, such as (+https://example.com/bot).
_LONGEST_AGENT = 1_000


@lru_cache(maxsize=1024)
def is_robot(user_agent: str) -> bool:
    """Whether a User-Agent names a program rather than a person's browser."""
    return _ROBOT.search(user_agent[:_LONGEST_AGENT]) is not None


def is_person(request: HttpRequest) -> bool:
    """Whether somebody asked for this page to read it now, and no browser fetches it ahead."""
    if request.method != "GET" or "Sec-Purpose" in request.headers:
        return False
    return not is_robot(request.headers.get("User-Agent", ""))
