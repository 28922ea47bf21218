"""The folder that holds what a site must keep: database, pictures, mail, secret key."""

import os
from pathlib import Path


def prepare(path: Path) -> Path:
    """Return `path` as an absolute path to a folder that exists and can be written.

    Ends the program with a message where that cannot be had: settings are read before anything
    that could answer better.
    """
    path = path.resolve()
    try:
        # It holds addresses and password hashes: nobody else on the machine may look.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(_advice(path, error.strerror or str(error))) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise SystemExit(_advice(path, "Permission denied"))
    return path


def _advice(path: Path, reason: str) -> str:
    return (
        f"The data folder {path} cannot be written: {reason}. "
        "Change its owner or name another folder, for example: DATA_DIR=/srv/masthead"
    )
