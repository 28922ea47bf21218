"""HTML that a template may print as it is."""

from django.utils.safestring import SafeString, mark_safe

from site_config.kit.html.cleaning import clean
from site_config.kit.html.policies import Policy


def safe(html: str, policy: Policy) -> SafeString:
    """Sanitise `html` and vouch for it to the template."""
    return mark_safe(clean(html, policy))  # noqa: S308 - what the policy lets through is safe


def stored(html: str) -> SafeString:
    """Vouch for HTML that this package made before it went into the database."""
    # What `mark_safe` does to a string, without its look for lazy ones: a page has fifty of them.
    return SafeString(html)
