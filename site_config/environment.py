"""Reading a deployment's knobs from the environment, and refusing what cannot be meant.

A value with a typing error must not start a site that then behaves otherwise than its operator
believes, so each function ends the program with a sentence that names the variable and the way out.
"""

import importlib.util
import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import global_settings

# Codes and names of those in which Django has words and dates.
LANGUAGES: dict[str, str] = dict(global_settings.LANGUAGES)
_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _YES | _NO:
        return value.lower() in _YES
    raise _refusal(name, "choose true or false")


def whole_number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    value = os.environ.get(name) or str(default)
    is_number = value.isascii() and value.isdigit()
    if is_number and least <= int(value) and (most is None or int(value) <= most):
        return int(value)
    bounds = f"of at least {least}" if most is None else f"from {least} to {most}"
    raise _refusal(name, f"write a whole number {bounds}")


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name) or default
    if value in options:
        return value
    raise _refusal(name, f"choose one of: {', '.join(options)}")


def networks(name: str) -> list[str]:
    """Networks or single addresses, separated by commas."""
    found = [each.strip() for each in os.environ.get(name, "").split(",") if each.strip()]
    for each in found:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError as bad:
            way_out = "write networks such as 10.0.0.0/8, separated by commas"
            raise _refusal(name, way_out) from bad
    return found


def origin(name: str, default: str) -> str:
    """The address of a site without a path, for example `https://health.example.org`."""
    value = (os.environ.get(name) or default).rstrip("/")
    parts = urlsplit(value)
    if value == f"{parts.scheme}://{parts.netloc}" and parts.scheme in {"http", "https"}:
        return value
    raise _refusal(name, "write it like https://health.example.org, without a path")


def web_address(name: str, default: str = "") -> str:
    """The address of something that speaks http or https, or nothing."""
    value = os.environ.get(name, default)
    parts = urlsplit(value)
    if not value or (parts.scheme in {"http", "https"} and parts.netloc):
        return value
    raise _refusal(name, "write it like https://cdn.example.org/purge")


def word(name: str, pattern: str) -> str:
    """A word that fits the regular expression as a whole, or nothing."""
    value = os.environ.get(name, "")
    if not value or re.fullmatch(pattern, value):
        return value
    raise _refusal(name, f"it has to fit {pattern}", secret=True)


def language(name: str, default: str) -> str:
    """The code of one of the `LANGUAGES`."""
    value = os.environ.get(name) or default
    if value in LANGUAGES:
        return value
    raise _refusal(name, "write the code of a language such as en, es or pt-br")


def time_zone(name: str, default: str) -> str:
    value = os.environ.get(name) or default
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise _refusal(name, "choose a name such as Europe/Paris") from unknown
    return value


def service(
    name: str,
    parse: Callable[[str], Mapping[str, Any]],
    like: str,
    *,
    backends: tuple[str, ...] = ("django.",),
) -> dict[str, Any]:
    """Settings of a service from its address; `parse` is a function of django-environ.

    Of all that it knows, only what begins with one of `backends` will do.
    """
    try:
        found = dict(parse(name))
    except Exception as unreadable:  # django-environ raises whatever its parsing meets
        raise _refusal(name, f"write it like {like}", secret=True) from unreadable
    backend = found.get("ENGINE") or found.get("BACKEND") or found.get("EMAIL_BACKEND") or ""
    if not backend.startswith(backends):
        raise _refusal(name, f"write it like {like}", secret=True)
    return found


def require_package(package: str, wanted_by: str, extra: str) -> None:
    """End the program when a package that a setting needs is not installed."""
    if importlib.util.find_spec(package) is None:
        raise SystemExit(
            f"{wanted_by} needs the package {package}. Install it with: "
            f".venv/bin/pip install --require-hashes -r requirements/{extra}.txt"
        )


def refuse_together(name: str, *others: str) -> None:
    """End the program when one of `others` is set beside `name`."""
    for other in others:
        if os.environ.get(other):
            raise SystemExit(f"{name} and {other} cannot be used together: unset one of them.")


def _refusal(name: str, way_out: str, *, secret: bool = False) -> SystemExit:
    """`secret` keeps a value with a password in it out of the message."""
    value = "…" if secret else os.environ.get(name, "")
    return SystemExit(f"{name}={value} cannot be used: {way_out}.")
