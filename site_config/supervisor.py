"""Keeps a few programs running side by side until it is told to stop. Knows nothing of Django."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import FrameType

# How often the programs are looked at, in seconds.
TICK = 0.1
# A program that dies is started again after one second, then two, four ... at most thirty.
SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A program that lived this long was well; its next death starts again with the shortest pause.
HEALTHY_AFTER = 60.0

_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """A command to keep running; `name` is what messages call it."""

    name: str
    command: Sequence[str]


class _Child:
    """One program, the process that runs it now, and when it may be started again."""

    def __init__(self, program: Program, report: Callable[[str], None]) -> None:
        self.program = program
        self.report = report
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = SHORTEST_PAUSE
        self.due = 0.0

    def tend(self, now: float) -> None:
        """Start the program when it is due; notice its death and say when it is due again."""
        if self.process is None:
            if now >= self.due:
                self.start(now)
            return
        status = self.process.poll()
        if status is not None:
            self.bury(now, f"{self.program.name} ended with status {status}")

    def start(self, now: float) -> None:
        try:
            self.process = subprocess.Popen(
                self.program.command,
                stdin=subprocess.DEVNULL,
                # Ctrl-C in a terminal reaches a whole process group. In groups of their own the
                # programs hear of it once, from the supervisor, and can be killed with all that
                # they started.
                start_new_session=True,
                # Safe because the supervisor has no threads.
                preexec_fn=partial(_end_with_parent, os.getpid()),  # noqa: PLW1509
            )
        except OSError as error:
            self.bury(now, f"{self.program.name} could not be started: {error}")
        else:
            self.started = now

    def bury(self, now: float, what_happened: str) -> None:
        """Clear away what a dead process left and plan its next start."""
        if self.process is not None:
            _kill_group(self.process.pid)
            self.process = None
            if now - self.started >= HEALTHY_AFTER:
                self.pause = SHORTEST_PAUSE
        self.report(f"{what_happened}; starting it again in {self.pause:.0f} s")
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def await_end(self, deadline: float) -> None:
        """Wait until the process is gone; at `deadline` (monotonic seconds) kill its group."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.report(f"{self.program.name} did not stop in time and was killed")
        _kill_group(self.process.pid)
        self.process.wait()


class Supervisor:
    """Runs `programs` until SIGTERM, SIGINT or SIGHUP, and starts again what dies meanwhile.

    `report` receives one line for each thing worth knowing. After the signal every program is
    asked to stop by SIGTERM; what still runs `grace` seconds later is killed.
    """

    def __init__(
        self, programs: Sequence[Program], *, report: Callable[[str], None], grace: float = 8.0
    ) -> None:
        self._children = [_Child(program, report) for program in programs]
        self._grace = grace
        self._stopping = False

    def run(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Block until a signal has stopped every program.

        `is_ready` is asked again and again until it says yes; then `when_ready` is called once.
        """
        announced = False
        with self._stopped_by_signals():
            try:
                while not self._stopping:
                    for child in self._children:
                        child.tend(time.monotonic())
                    if not announced and is_ready():
                        announced = True
                        when_ready()
                    time.sleep(TICK)
            finally:
                self._stop()

    @contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        caught = [signal.SIGTERM, signal.SIGINT]
        # Under nohup, SIGHUP is ignored on purpose and stays so.
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            caught.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._note_signal) for number in caught}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _stop(self) -> None:
        deadline = time.monotonic() + self._grace
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.await_end(deadline)


def _end_with_parent(parent: int) -> None:
    """Run in a new process before its program: let it end with the supervisor, even by kill -9.

    Linux sends the process a SIGTERM when its parent is gone. Other systems have no such call;
    there a killed supervisor leaves its programs running.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _kill_group(leader: int) -> None:
    """Kill every process that is left in the group of `leader`."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass
