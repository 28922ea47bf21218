"""Few packages, each with a reason, locked by hash, and no word on where they come from."""

import re
from pathlib import Path

import pytest

from tests.house.code_base import ROOT, files, report, shown

MOST_RUNTIME_PACKAGES = 15

SOURCES = ROOT / "requirements"
LOCKED = [ROOT / "requirements.txt", *sorted(SOURCES.glob("*.txt"))]

# Where packages come from is the business of the machine that installs them. The names are put
# together here, or this file would break its own rule.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
]
HOSTS = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in REGISTRIES).encode())

REQUIREMENT = re.compile(r"[A-Za-z0-9]")
NAME = re.compile(r"[A-Za-z0-9._-]+")
# The options that a list of ours needs; an address of an index is none of them.
OPTIONS = re.compile(r"-[cr] [a-z./]+\.(?:txt|in)")


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]


def packages(path: Path) -> list[str]:
    """Return the names of the packages that a list of requirements names, normalised."""
    found = [NAME.match(line) for line in lines(path) if REQUIREMENT.match(line)]
    return [re.sub(r"[-_.]+", "-", match.group()).lower() for match in found if match]


def test_the_runtime_needs_few_packages() -> None:
    assert 0 < len(packages(SOURCES / "runtime.in")) <= MOST_RUNTIME_PACKAGES


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.in")), ids=shown)
def test_every_package_asked_for_is_locked(source: Path) -> None:
    locked = ROOT / "requirements.txt" if source.stem == "runtime" else source.with_suffix(".txt")
    missing = set(packages(source)) - set(packages(locked))
    assert not missing, f"{sorted(missing)} of {shown(source)}: run `make lock`"


@pytest.mark.parametrize("locked", LOCKED, ids=shown)
def test_every_locked_package_has_one_version_and_a_hash(locked: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", locked.read_text(encoding="utf-8").strip())
    report(
        [
            entry.split()[0]
            for entry in entries
            if "==" not in entry or "--hash=sha256:" not in entry
        ],
        f"{shown(locked)} must pin and hash:",
    )


def test_the_lists_agree_on_versions() -> None:
    versions: dict[str, set[str]] = {}
    for locked in LOCKED:
        for line in lines(locked):
            if pinned := re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", line):
                versions.setdefault(pinned.group(1), set()).add(pinned.group(2))
    report(
        [f"{name}: {sorted(found)}" for name, found in versions.items() if len(found) > 1],
        "Locked to different versions; run `make lock`:",
    )


@pytest.mark.parametrize("path", [*sorted(SOURCES.glob("*.in")), *LOCKED], ids=shown)
def test_no_list_says_where_packages_come_from(path: Path) -> None:
    options = [line for line in lines(path) if line.startswith("-") and "--hash" not in line]
    assert all(OPTIONS.fullmatch(line) for line in options), options
    assert "file:" not in path.read_text(encoding="utf-8")


def test_no_file_names_a_package_registry() -> None:
    report(
        [
            f"{shown(path)}: {found.group().decode()}"
            for path in files()
            if (found := HOSTS.search(path.read_bytes()))
        ],
        "No file names the host of a package registry:",
    )
