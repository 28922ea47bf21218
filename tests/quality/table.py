"""What a run found, for people to read."""

from collections.abc import Mapping, Sequence

Row = Mapping[str, Sequence[str]]


def as_text(rows: Mapping[str, Row], checks: Sequence[str]) -> str:
    """A line for each page, a column for each check: pass, or how many problems there are."""
    table = [["", *checks]]
    table += [[name, *(_cell(row.get(check)) for check in checks)] for name, row in rows.items()]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    )


def details(rows: Mapping[str, Row]) -> str:
    """Every problem, each once: at two widths it is the same one."""
    return "\n".join(
        f"{name}: {check}: {problem}"
        for name, row in rows.items()
        for check, problems in row.items()
        for problem in dict.fromkeys(problems)
    )


def _cell(problems: Sequence[str] | None) -> str:
    if problems is None:
        return "-"
    return f"FAIL {len(problems)}" if problems else "pass"
