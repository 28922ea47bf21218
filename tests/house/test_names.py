"""Modules are named for what they do."""

from tests.house.code_base import files, report, shown

# Names that say nothing; whatever fits nowhere else gathers under them.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}

# Files that may have such a name, with the reason.
ALLOWED: dict[str, str] = {}


def test_no_module_or_folder_has_an_empty_name() -> None:
    violations = []
    for path in files(".py", ".js", ".css", ".html"):
        place = shown(path)
        names = {part.partition(".")[0].strip("_").lower() for part in place.split("/")}
        if names & EMPTY_NAMES and place not in ALLOWED:
            violations.append(place)
    report(violations, "Name these for what they do:")
