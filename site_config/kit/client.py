"""Where a request comes from, believing only the proxies that the operator named."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address(request: HttpRequest) -> Address | None:
    """The reader's address, or None where the server gives none (a Unix socket).

    `X-Forwarded-For` counts only as far as it was written by TRUSTED_PROXIES: read from the
    right, the first address that is not one of them is the reader's.
    """
    nearest = _parsed(request.META.get("REMOTE_ADDR", ""))
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while nearest is not None and _is_trusted(nearest) and hops:
        forwarded = _parsed(hops.pop())
        if forwarded is None:
            break
        nearest = forwarded
    return nearest


def network_hash(request: HttpRequest) -> str:
    """A keyed hash of the reader's network (/24 or /48), or "" where it is not known.

    The key is the site's secret, so that the hash says nothing outside this installation. With
    NETWORKS_KEPT_DAYS at 0 no network is known, so nobody can keep one by mistake.
    """
    found = address(request)
    if found is None or not settings.NETWORKS_KEPT_DAYS:
        return ""
    bits = 24 if found.version == 4 else 48
    network = ipaddress.ip_network(f"{found}/{bits}", strict=False)
    return salted_hmac("site_config.kit.client", str(network), algorithm="sha256").hexdigest()[:32]


def device_hash(request: HttpRequest, purpose: str) -> str:
    """A keyed hash by which a device is known again, as far as that goes without a cookie.

    It is made of the reader's network and browser, and is another one for each `purpose`, so that
    nobody can put together what a device did in several places.
    """
    seen = f"{purpose}\0{network_hash(request)}\0{request.headers.get('User-Agent', '')}"
    return salted_hmac("site_config.kit.client.device", seen, algorithm="sha256").hexdigest()[:32]


def _is_trusted(candidate: Address) -> bool:
    return any(
        candidate in ipaddress.ip_network(network, strict=False)
        for network in settings.TRUSTED_PROXIES
    )


def _parsed(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A server that listens on [::] sees readers of IPv4 as ::ffff:198.51.100.1.
    return getattr(found, "ipv4_mapped", None) or found
