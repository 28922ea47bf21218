"""Telling every process, after commit, that something was purged."""

import logging

from site_config.kit.pagecache import generation

logger = logging.getLogger(__name__)


def announce() -> None:
    """Let every process look at the purges before it serves another page.

    While Redis is unreachable this is done as soon as it answers again; nobody trusts a stored
    page until then.
    """
    try:
        generation.shared().renew()
    except generation.Unreachable:
        logger.warning("CACHE_URL does not answer; pages are rendered each time until it does.")
