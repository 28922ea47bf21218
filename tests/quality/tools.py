"""The programs that a run needs beside Python, and where they are."""

import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
READABILITY = MODULES / "@mozilla" / "readability" / "Readability.js"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_PROGRAMS = {"node": "nodejs", "java": "default-jre-headless", "xmllint": "libxml2-utils"}


def missing() -> list[str]:
    """What a run lacks, and how to come by it."""
    lacking = [
        f"{program} is not on the path; on Debian and Ubuntu: apt-get install {package}"
        for program, package in _PROGRAMS.items()
        if shutil.which(program) is None
    ]
    if not MODULES.is_dir():
        lacking.append(f"the page checkers are not there; run: npm ci --prefix {HERE}")
    return lacking
