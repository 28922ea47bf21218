"""The servers that a run starts: the site as it is shipped, and the floor."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load import HOST, Answer, Reader
from benchmarks.measured import NotMeasured
from site_config import serving
from tests.support.local_servers import free_port

ROOT = Path(__file__).resolve().parent.parent
# What `manage.py serve` starts with where nobody says otherwise.
WORKERS, THREADS = 2, 4
# Seconds until a server that does not answer, or does not stop, is given up.
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A server that answers on `port`; the first of its processes is the web server."""

    port: int
    processes: Sequence["subprocess.Popen[bytes]"]

    def reader(self, *, cookie: str = "") -> Reader:
        return Reader(self.port, cookie=cookie)


@contextmanager
def site(environment: Mapping[str, str], *, port: int | None = None) -> Iterator[Server]:
    """Run all that `manage.py serve` runs, on a site that is up to date."""
    port = port or free_port()
    programs = serving.programs(HOST, port, workers=WORKERS, threads=THREADS)
    commands = [program.command for program in programs]
    with running(
        commands, {**environment, "PORT": str(port)}, port=port, path="/healthz"
    ) as server:
        yield server


@contextmanager
def floor(answer: Answer, environment: Mapping[str, str]) -> Iterator[Server]:
    """Run the site's own web server with an application that only returns `answer`."""
    port = free_port()
    web_server, *_others = serving.programs(HOST, port, workers=WORKERS, threads=THREADS)
    *flags, _application = web_server.command
    with TemporaryDirectory(prefix="masthead-floor-") as folder:
        file = Path(folder) / "answer"
        answer.keep(file)
        environment = {**environment, "FLOOR_ANSWER": str(file)}
        with running([[*flags, "benchmarks.floor:application"]], environment, port=port) as server:
            yield server


@contextmanager
def running(
    commands: Sequence[Sequence[str]],
    environment: Mapping[str, str],
    *,
    port: int,
    path: str = "/",
) -> Iterator[Server]:
    """Run programs while the block runs, from when one of them answers on `port`.

    Raises NotMeasured when that does not happen.
    """
    with ExitStack() as stack:
        processes = [stack.enter_context(_program(command, environment)) for command in commands]
        _await_answer(port, path, processes)
        yield Server(port, processes)


@contextmanager
def _program(
    command: Sequence[str], environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program while the block runs; Ctrl-C in the terminal does not reach it."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=sys.stderr, start_new_session=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_answer(port: int, path: str, processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            Reader(port).get(path)
        except NotMeasured:
            time.sleep(0.1)
        else:
            return
        if any(process.poll() is not None for process in processes):
            raise NotMeasured("a server ended as soon as it was started; its reason stands above")
    raise NotMeasured(f"no server answered on port {port} within {PATIENCE} s")
