"""The headers of every public page, for a proxy that adds them itself."""

from csp.utils import build_policy
from django.conf import settings


def of_every_page() -> dict[str, str]:
    """What the middleware of the settings adds to a page that says nothing special.

    A page with other headers is never handed to the proxy (site_config.kit.pagecache.files).
    """
    return {
        **of_every_file(),
        "Content-Security-Policy": build_policy(),
        "Permissions-Policy": settings.PERMISSIONS_POLICY,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }


def of_pictures() -> dict[str, str]:
    """What the view of /media/ says of a rendition."""
    return {
        **of_every_page(),
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def of_every_file() -> dict[str, str]:
    """What goes with static files as well."""
    headers = {
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = _strict_transport()
    return headers


def _strict_transport() -> str:
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        parts.append("includeSubDomains")
    if settings.SECURE_HSTS_PRELOAD:
        parts.append("preload")
    return "; ".join(parts)
