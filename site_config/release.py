"""What a page depends on beside the data: the code, the settings, the static files."""

import hashlib
import json
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

_CODE = ("articles", "comments", "locale", "site_config", "templates")
# Linux gives each start of the machine another name.
_START_OF_MACHINE = Path("/proc/sys/kernel/random/boot_id")


def digest() -> str:
    """Return a digest that is the same in all processes that render the same pages."""
    found = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(str(path).encode() + path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        found.update(manifest.read_bytes())
    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    own = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    # Translated names and the like have no lasting form; they stand in the code.
    found.update(json.dumps([packages, own], sort_keys=True, default=_kind_of).encode())
    return found.hexdigest()


def digest_of_this_start() -> str:
    """Return a digest for what must not outlive a power cut, as far as the system names starts."""
    start = _START_OF_MACHINE.read_text("ascii") if _START_OF_MACHINE.is_file() else ""
    return f"{digest()} {start.strip()}"


def _kind_of(value: object) -> str:
    return str(value) if isinstance(value, Path) else type(value).__name__
