"""The sites that are measured: filled once, kept under DATA_DIR, brought up to date each time."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any, cast

import psycopg

from benchmarks.measured import NotMeasured
from benchmarks.servers import ROOT
from tests.support import local_servers

# The command of manage.py that fills each. What one article and its discussion weigh and cost is
# measured on the demonstration, because made-up words do not compress as words do.
FILLED_BY = {
    "demo": "seed_demo",
    "small": "seed_scale --articles 200 --comments 2000",
    "middle": "seed_scale --articles 20000 --comments 20000",
    "large": "seed_scale --articles 100000 --comments 1000000 --comments-on-one 100000",
}
# Of the caller's environment a site sees these alone, so that a run means the same everywhere.
_KEPT = {"PATH", "HOME", "LANG", "TMPDIR"}
_ANSWER = "from benchmarks import inside; inside.answer()"


@dataclass(frozen=True)
class Site:
    """A site in `folder`, whose database is a file there or at `database_url`."""

    folder: Path
    database_url: str = ""

    def environment(self, **settings: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in _KEPT}
        database = {"DATABASE_URL": self.database_url} if self.database_url else {}
        quiet = {"LOG_LEVEL": "ERROR"}
        return {**kept, **quiet, "DATA_DIR": str(self.folder), **database, **settings}

    def manage(self, *arguments: str, **settings: str) -> str:
        """Run a command of manage.py and return what it printed. Raises NotMeasured."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(**settings),
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            said = done.stderr.strip().splitlines() or ["it failed without a word"]
            reason = said[-1 if said[0].startswith("Traceback") else 0]
            raise NotMeasured(f"manage.py {arguments[0]}: {reason}")
        return done.stdout

    @contextmanager
    def inside(self, **settings: str) -> Iterator["Inside"]:
        """A process in which the functions of `benchmarks.inside` can be called."""
        command = [sys.executable, "manage.py", "shell", "--verbosity=0", f"--command={_ANSWER}"]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            # Both are pipes; closing the first ends the process.
            yield Inside(cast(IO[str], process.stdin), cast(IO[str], process.stdout))


@dataclass(frozen=True)
class Inside:
    """The line to a process inside a site: a question and an answer are a line of JSON each."""

    questions: IO[str]
    answers: IO[str]

    def ask(self, what: str, **arguments: Any) -> Any:
        """The answer of the function `what` of `benchmarks.inside`. Raises NotMeasured."""
        print(json.dumps([what, arguments]), file=self.questions, flush=True)
        line = self.answers.readline()
        if not line:
            raise NotMeasured(f"{what} failed inside the site; its reason stands above")
        return json.loads(line)


@dataclass
class Sites:
    """The sites below `root`. Those on PostgreSQL share one server, started when first needed."""

    root: Path
    stack: ExitStack
    ready: dict[str, tuple[Site, dict[str, Any]]] = field(default_factory=dict)

    def get(self, kind: str, *, on_postgres: bool = False) -> tuple[Site, dict[str, Any]]:
        """That site, up to date, and the addresses that `inside.get_ready` found."""
        name = f"{kind}-postgresql" if on_postgres else kind
        if name not in self.ready:
            site = Site(self.root / name, self._database(name) if on_postgres else "")
            _fill(site, FILLED_BY[kind])
            with site.inside() as process:
                self.ready[name] = site, process.ask("get_ready")
        return self.ready[name]

    @contextmanager
    def copy(self, kind: str, *, on_postgres: bool = False) -> Iterator[Site]:
        """A copy of a site, to be written to and thrown away."""
        site, _addresses = self.get(kind, on_postgres=on_postgres)
        with ExitStack() as stack:
            # Beside the original, so that it is as durable, on the same disk.
            parent = stack.enter_context(tempfile.TemporaryDirectory(dir=self.root))
            folder = Path(shutil.copytree(site.folder, Path(parent) / "copy"))
            url = ""
            if on_postgres:
                url = stack.enter_context(_copied_database(self._server, site))
            yield Site(folder, url)

    def _database(self, name: str) -> str:
        """The address of the database `name`, made when it is missing."""
        database = name.replace("-", "_")
        with psycopg.connect(self._server, autocommit=True) as server:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if server.execute(known, [database]).fetchone() is None:
                server.execute(f"CREATE DATABASE {database}")
        return _sibling(self._server, database)

    @cached_property
    def _server(self) -> str:
        try:
            server = local_servers.postgres(kept=_cluster(self.root))
            return self.stack.enter_context(server)
        except local_servers.Unavailable as missing:
            raise NotMeasured(f"{missing}: apt-get install postgresql") from missing


def _fill(site: Site, command: str) -> None:
    """Fill a site that was not filled to its end before; this takes minutes for a large one."""
    site.folder.mkdir(parents=True, exist_ok=True)
    filled = site.folder / "filled"
    if filled.is_file():
        return
    print(f"Filling {site.folder}: {command}", flush=True)
    site.manage("migrate", "--verbosity=0")
    site.manage(*command.split())
    filled.touch()


@contextmanager
def _copied_database(server: str, site: Site) -> Iterator[str]:
    original = site.database_url.rpartition("/")[2]
    name = f"{original}_copy"
    with psycopg.connect(server, autocommit=True) as connection:
        # What a run that was killed left behind goes first.
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        yield _sibling(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _sibling(url: str, database: str) -> str:
    return f"{url.rpartition('/')[0]}/{database}"


def _cluster(root: Path) -> Path:
    """The folder of the PostgreSQL server that is kept.

    PostgreSQL does not run as root, and nobody but root may enter DATA_DIR then, so in that case
    the folder lies in /var/tmp, and a link in DATA_DIR leads there.
    """
    folder = root / "postgresql"
    if os.geteuid() == 0 and not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.symlink_to(tempfile.mkdtemp(prefix="masthead-bench-", dir="/var/tmp"))
    folder.mkdir(exist_ok=True)
    return folder.resolve()
