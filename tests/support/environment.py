"""The environment that the settings of the tests are read from."""

import os
import re
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_KNOB = re.compile(r'\benv(?:ironment)?\.\w+\(\s*"([A-Z0-9_]+)"')
# Which database the suite runs on is the caller's choice.
_KEPT = {"DATABASE_URL"}

_folders: list[Path] = []


def isolate() -> None:
    """Let the settings see defaults and a new data folder, whatever the developer's shell says."""
    for name in _knobs() - _KEPT:
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="masthead-tests-"))
    _folders.append(folder)
    os.environ["DATA_DIR"] = str(folder)


def clean_up() -> None:
    """Remove the data folder of this process."""
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)


def _knobs() -> set[str]:
    """Return the names of the environment variables that the settings read."""
    modules = (ROOT / "site_config" / "settings").glob("*.py")
    return {name for each in modules for name in _KNOB.findall(each.read_text(encoding="utf-8"))}
