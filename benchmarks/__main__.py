"""`make bench`: measure, compare with the budgets, and fail when one is not kept.

python -m benchmarks [--only BEGINNING-OF-A-NAME ...] [--rounds 5] [--seconds 2]
"""

import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from types import FrameType, ModuleType

from benchmarks import budgets, machine, report
from benchmarks.budgets import Budget
from benchmarks.measured import Measured, NotMeasured
from benchmarks.report import Line
from benchmarks.run import Run
from benchmarks.servers import ROOT
from benchmarks.sites import Sites
from benchmarks.subjects import SUBJECTS

TERMINATED = 128 + signal.SIGTERM


def main(arguments: Sequence[str]) -> int:
    """Run what `arguments` ask for; return the status to exit with."""
    signal.signal(signal.SIGTERM, _leave)
    options = _options(arguments)
    known = budgets.rows()
    wanted = {row: budget for row, budget in known.items() if row.startswith(tuple(options.only))}
    data = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve() / "bench"
    # Settings are read for the flags of the server; they must not touch the data of a site.
    os.environ |= {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "site_config.settings"}
    start = monotonic()
    with ExitStack() as stack:
        run = Run(Sites(data, stack), options.rounds, options.seconds)
        lines = [line for subject in SUBJECTS for line in _lines(subject, run, wanted)]
    minutes = (monotonic() - start) / 60
    order = list(known)
    lines.sort(key=lambda line: order.index(line.budget.row))
    described = machine.describe()
    print(f"\n{report.as_text(lines)}\n\n{report.summary(lines)}, in {minutes:.1f} minutes")
    print(f"All numbers are in {report.write_result(lines, described, minutes)}")
    if wanted == known:
        report.write_readme(lines, described, minutes)
    return 0 if lines and all(line.passes for line in lines) else 1


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="make bench", description="How fast the site is.")
    parser.add_argument(
        "--only",
        nargs="+",
        metavar="NAME",
        default=[""],
        help=f"rows whose name begins so; the names: {', '.join(budgets.rows())}",
    )
    parser.add_argument("--rounds", type=int, default=5, help="5 unless given")
    parser.add_argument(
        "--seconds", type=float, default=2, help="of each side in a round, 2 unless given"
    )
    options = parser.parse_args(arguments)
    if options.rounds < 3:
        parser.error("A median needs three rounds.")
    if not any(row.startswith(tuple(options.only)) for row in budgets.rows()):
        parser.error(f"No row has a name that begins with {' or '.join(options.only)}.")
    return options


def _lines(subject: ModuleType, run: Run, wanted: Mapping[str, Budget]) -> list[Line]:
    """A line for each wanted row of a subject, as soon as it is measured told to whoever waits."""
    rows = [row for row in subject.ROWS if row in wanted]
    if not rows:
        return []
    found: dict[str, Measured] = {}
    missing = "not measured"
    print(f"Measuring {', '.join(rows)}", flush=True)
    try:
        for measured in subject.measure(run, rows):
            found[measured.row] = measured
            print(
                f"  {measured.row}: {report.number(measured.value)} ({measured.words})", flush=True
            )
    except NotMeasured as reason:
        missing = f"not measured: {reason}"
        print(f"  {missing}", flush=True)
    return [Line(wanted[row], found.get(row), missing) for row in rows]


def _leave(number: int, frame: FrameType | None) -> None:
    """Turn SIGTERM into an ordinary end, so that every server is stopped on the way out."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
