"""The Nu HTML checker on every page and on the style sheet: no error and no warning."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.quality.tools import NU


def problems(files: Mapping[str, Path]) -> dict[str, list[str]]:
    """What the checker says of each file, by the names in `files`; it runs once for all."""
    command = [
        "java",
        "-jar",
        str(NU),
        "--format",
        "json",
        "--also-check-css",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, *map(str, files.values())], capture_output=True, text=True, check=True
    )
    said: dict[str, list[str]] = {name: [] for name in files}
    names = {path.name: name for name, path in files.items()}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        line = message.get("lastLine", "?")
        said[names[message["url"].rpartition("/")[2]]].append(f"line {line}: {message['message']}")
    return said
