"""Asking a server of this machine: once, one after another, or as much as it can take."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter

from benchmarks.measured import NotMeasured

HOST = "127.0.0.1"
SCRIPTS = Path(__file__).parent / "scripts"
# What browsers accept; so every subject answers, and every floor returns, what readers get.
ENCODINGS = "gzip, deflate, br, zstd"
CONNECTIONS = 32
# Seconds until an answer that does not come is given up.
PATIENCE = 60
# Headers that the server in front of an application writes itself, about one connection.
OF_THE_CONNECTION = {"date", "server", "connection", "keep-alive", "transfer-encoding"}

_RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
_COUNT = re.compile(r"^\s*(\d+) requests in ", re.MULTILINE)
_SLOWEST = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m) *$", re.MULTILINE)
_TROUBLE = re.compile(r"^\s*(Non-2xx or 3xx responses: \d+|Socket errors: .*)$", re.MULTILINE)
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Answer:
    """What a server said to one request, without what it said about the connection."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def keep(self, file: Path) -> None:
        """Write headers and body to `file`, the headers as one line of JSON."""
        file.write_bytes(json.dumps(self.headers).encode() + b"\n" + self.body)

    @classmethod
    def kept_in(cls, file: Path) -> "Answer":
        head, body = file.read_bytes().split(b"\n", 1)
        return cls(200, [(name, value) for name, value in json.loads(head)], body)


class Reader:
    """One reader at `port`, who keeps the connection open."""

    def __init__(self, port: int, *, cookie: str = "") -> None:
        self._connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        self._headers = {"Accept-Encoding": ENCODINGS} | ({"Cookie": cookie} if cookie else {})

    def get(self, path: str) -> Answer:
        """The answer, whatever its status."""
        response = self._ask(path)
        headers = [
            (name, value)
            for name, value in response.getheaders()
            if name.lower() not in OF_THE_CONNECTION
        ]
        return Answer(response.status, headers, response.read())

    def page(self, path: str) -> Answer:
        """The answer where it is 200. Raises NotMeasured."""
        answer = self.get(path)
        if answer.status != 200:
            raise NotMeasured(f"{path} answered {answer.status}")
        return answer

    def milliseconds(self, path: str) -> float:
        """How long the page at `path` takes until its last byte, redirects included."""
        start = perf_counter()
        answer = self.get(path)
        while answer.status in {301, 302}:
            answer = self.get(answer.header("location").partition("#")[0])
        elapsed = perf_counter() - start
        if answer.status != 200:
            raise NotMeasured(f"{path} answered {answer.status}")
        return elapsed * 1000

    def in_turn(self, paths: Sequence[str], number: int) -> float:
        """The milliseconds of one of `paths`: the first for 0, the next for 1, and round again."""
        return self.milliseconds(paths[number % len(paths)])

    def _ask(self, path: str) -> HTTPResponse:
        try:
            self._connection.request("GET", path, headers=self._headers)
            return self._connection.getresponse()
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise NotMeasured(f"{path} was not answered: {error!r}") from error


@dataclass(frozen=True)
class Load:
    """What wrk saw in some seconds."""

    per_second: float
    requests: int
    p50_ms: float
    p99_ms: float


def put_on(port: int, path: str = "/", *, seconds: float, connections: int = CONNECTIONS) -> Load:
    """Ask for one page over `connections` at once. Raises NotMeasured when a request fails."""
    return _wrk(port, path, [], seconds=seconds, connections=connections)


def put_on_all(
    port: int,
    paths: Sequence[str],
    *,
    seconds: float,
    connections: int = CONNECTIONS,
    script: str = "pages.lua",
    arguments: Sequence[str] = (),
) -> Load:
    """The same for many paths in turn, with what a script of `scripts/` makes of them."""
    with NamedTemporaryFile("w", suffix=".txt", encoding="ascii") as file:
        file.writelines(f"{path}\n" for path in paths)
        file.flush()
        options = ["--script", str(SCRIPTS / script), "--", file.name, *arguments]
        return _wrk(port, "/", options, seconds=seconds, connections=connections)


def _wrk(port: int, path: str, options: Sequence[str], *, seconds: float, connections: int) -> Load:
    if shutil.which("wrk") is None:
        raise NotMeasured("wrk is missing: apt-get install wrk")
    command = ["wrk", "--latency", "--threads", "2", "--connections", str(connections)]
    command += ["--duration", f"{max(1, round(seconds))}s", "--timeout", f"{PATIENCE}s"]
    command += ["--header", f"Accept-Encoding: {ENCODINGS}", f"http://{HOST}:{port}{path}"]
    done = subprocess.run([*command, *options], check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotMeasured(f"wrk failed: {done.stderr.strip()}")
    return read_wrk(done.stdout)


def read_wrk(output: str) -> Load:
    """Read what wrk prints at its end. Raises NotMeasured where it tells of trouble."""
    if trouble := _TROUBLE.search(output):
        raise NotMeasured(f"wrk: {trouble[1]}")
    rate, count = _RATE.search(output), _COUNT.search(output)
    slowest = {
        percent: float(number) * _MILLISECONDS[unit]
        for percent, number, unit in _SLOWEST.findall(output)
    }
    if not rate or not count or slowest.keys() != {"50", "99"}:
        raise NotMeasured(f"wrk said something else than numbers: {output.strip()[:200]}")
    return Load(float(rate[1]), int(count[1]), slowest["50"], slowest["99"])
