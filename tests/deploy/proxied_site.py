"""A site behind nginx, as `manage.py nginx_conf` configures it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.journeys.running_site import FORM, PATIENCE, ROOT, environment_of, manage, wait_until
from tests.support.local_servers import free_port, nginx

# nginx makes its ETags of the time and the size of a file; nobody else's look like that.
_OF_FILE = re.compile(r'"[0-9a-f]+-[0-9a-f]+"')
SITE = """
from tests.builders import articles
for title in ("Sleeping better", "Walking more", "Drinking enough"):
    print(articles.live(title=title).desk_path)
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_from_disk(self) -> bool:
        etag = self.headers.get("etag", "")
        return bool(_OF_FILE.fullmatch(etag)) and "surrogate-key" not in self.headers


@dataclass(frozen=True)
class ProxiedSite:
    """A site whose server listens on `server` and whose nginx listens on `port`."""

    port: int
    server: int
    paths: list[str]
    environment: dict[str, str]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def folder(self) -> Path:
        return Path(self.environment["DATA_DIR"])

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask nginx; a header Accept_Encoding stands for Accept-Encoding."""
        return _ask(self.port, method, path, body, {"Host": self.host} | headers)

    def ask_server(self, path: str, **headers: str) -> Answer:
        """Ask the server itself, as nginx does."""
        for_server = {"Host": self.host, "X-Forwarded-Proto": "http", **headers}
        return _ask(self.server, "GET", path, None, for_server)

    def from_disk(self, path: str, **headers: str) -> Answer:
        """Ask until nginx answers from disk."""
        wait_until(lambda: self.get(path, **headers).is_from_disk)
        return self.get(path, **headers)

    def comment(self, path: str, text: str) -> None:
        """Leave a comment that appears at once."""
        fields = f"name=Reader&email=reader@reader.example&body={text.replace(' ', '+')}"
        answer = self.ask("POST", f"{path}comments/", fields.encode(), **FORM)
        assert answer.status == 303, answer.body.decode()

    def run(self, code: str) -> int:
        """Run code in a process of its own and return how it ended."""
        command = [sys.executable, "manage.py", "shell", "--verbosity=0", f"--command={code}"]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=False).returncode

    def manage(self, *arguments: str) -> str:
        return manage(self.environment, *arguments)


@contextmanager
def proxied_site(folder: Path) -> Iterator[ProxiedSite]:
    """Run the new site whose data are in `folder`, with three articles, behind nginx."""
    port, server = free_port(), free_port()
    environment = environment_of(
        folder,
        COMMENTS_MODERATION="none",
        COMMENTS_HOLD_RATE="0",
        COMMENTS_FLOOD_NETWORK="0",
        COMMENTS_FLOOD_ADDRESS="0",
        PAGE_FILES="true",
        PORT=str(server),
        SITE_URL=f"http://127.0.0.1:{port}",
        TRUSTED_PROXIES="127.0.0.1",
    )
    configuration = manage(environment, "nginx_conf")
    with nginx(configuration, port=port):
        paths = manage(environment, "shell", "--verbosity=0", f"--command={SITE}").split()
        site = ProxiedSite(port, server, paths, environment)
        with _server(site):
            yield site


@contextmanager
def _server(site: ProxiedSite) -> Iterator[None]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(site.server), "--workers", "2", "--blocking-threads", "8"]
    command += ["--log-level", "error", "--workers-kill-timeout", "5"]
    command += ["site_config.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=site.environment)
    try:
        wait_until(lambda: site.get("/healthz").status == 200)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _ask(port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        length = {"Content-Length": str(len(body))} if body is not None else {}
        for name, value in {**headers, **length}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()
