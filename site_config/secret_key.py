"""The secret key: made once, kept beside the data, never in the repository."""

import os
from pathlib import Path

from django.utils.crypto import get_random_string

_ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def read_or_create(path: Path) -> str:
    """Return the key kept in `path`, writing a new one (mode 0600) where there is none.

    Two processes that start at once agree: the file appears whole under its name, and the first
    one wins.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{get_random_string(12)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(get_random_string(64, _ALPHABET))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
