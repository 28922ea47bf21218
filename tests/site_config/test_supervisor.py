"""The supervisor, with real programs and real signals."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Seconds until something counts as not happening; the programs here wait for longer than that.
PATIENCE = 30

# A program that says who it is and then waits; it notes the signal that ended it.
PATIENT = """
import os, pathlib, signal, sys, time
def leave(number, frame):
    (here / "stopped").write_text(str(number))
    sys.exit(0)
here = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGTERM, leave)
with (here / "pids").open("a") as pids:
    print(os.getpid(), file=pids)
time.sleep(60)
"""

# A program that does not listen, with a child of its own that does not either.
DEAF = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
with (pathlib.Path(sys.argv[1]) / "pids").open("a") as pids:
    print(os.getpid(), file=pids)
time.sleep(60)
"""

SUPERVISE = """
import sys
from site_config.supervisor import Program, Supervisor
program = Program("The program", [sys.executable, "-c", sys.argv[1], sys.argv[2]])
Supervisor([program], report=lambda line: print(line, flush=True), grace=float(sys.argv[3])).run(
    is_ready=lambda: True, when_ready=lambda: print("ready", flush=True)
)
print("stopped", flush=True)
"""

Supervise = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    """Start a supervisor, in a process of its own, of one program; end it after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, grace: float = PATIENCE) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, program, str(tmp_path), str(grace)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    for pid in pids(tmp_path):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def pids(folder: Path) -> list[int]:
    """Return the processes that the supervised program became, oldest first."""
    file = folder / "pids"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def alive(pid: int) -> bool:
    """Say whether the process runs; one that only waits to be collected does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def eventually(condition: Callable[[], bool], *, within: float = PATIENCE) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_the_program_and_then_the_supervisor(
    supervise: Supervise, tmp_path: Path, number: signal.Signals
) -> None:
    supervisor = supervise(PATIENT)
    assert eventually(lambda: len(pids(tmp_path)) == 1)

    supervisor.send_signal(number)

    output, _ = supervisor.communicate(timeout=PATIENCE)
    assert output.splitlines() == ["ready", "stopped"]
    assert (tmp_path / "stopped").read_text() == str(int(signal.SIGTERM))
    assert not alive(pids(tmp_path)[0])


def test_a_program_that_dies_is_started_again(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(PATIENT)
    assert eventually(lambda: len(pids(tmp_path)) == 1)

    os.kill(pids(tmp_path)[0], signal.SIGKILL)

    assert eventually(lambda: len(pids(tmp_path)) == 2)
    assert alive(pids(tmp_path)[1])
    supervisor.terminate()
    output, _ = supervisor.communicate(timeout=PATIENCE)
    assert "The program ended with status -9; starting it again in 1 s" in output


def test_the_pause_before_a_new_start_doubles(supervise: Supervise) -> None:
    supervisor = supervise("raise SystemExit(3)")
    assert supervisor.stdout is not None
    lines = [supervisor.stdout.readline().strip() for _ in range(3)]
    assert [line for line in lines if line != "ready"] == [
        "The program ended with status 3; starting it again in 1 s",
        "The program ended with status 3; starting it again in 2 s",
    ]


def test_a_program_that_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    script = SUPERVISE.replace("sys.executable", f"{str(tmp_path / 'missing')!r}")
    with subprocess.Popen(
        [sys.executable, "-c", script, "", "", "8"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        assert "could not be started" in supervisor.stdout.readline()
        supervisor.terminate()
        assert supervisor.wait(timeout=PATIENCE) == 0


def test_what_does_not_stop_in_time_is_killed_with_its_children(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervisor = supervise(DEAF, grace=0.5)
    assert eventually(lambda: len(pids(tmp_path)) == 2)

    supervisor.terminate()

    output, _ = supervisor.communicate(timeout=PATIENCE)
    assert "The program did not stop in time and was killed" in output
    assert eventually(lambda: not any(alive(pid) for pid in pids(tmp_path)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of a killed parent")
def test_the_program_ends_when_the_supervisor_is_killed(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervisor = supervise(PATIENT)
    assert eventually(lambda: len(pids(tmp_path)) == 1)

    supervisor.kill()

    assert eventually(lambda: not alive(pids(tmp_path)[0]))
