"""The cached article through the shipped nginx configuration, beside a static file.

Both come from the same nginx, whose only other task is that file.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import servers
from benchmarks.load import HOST, Answer, put_on
from benchmarks.measured import Measured, NotMeasured
from benchmarks.run import Run
from tests.support.local_servers import free_port

ROWS = ("nginx-article",)

# Around the configuration of the site, which stands where a server of nginx is configured. A
# server of a distribution runs its workers as a user of its own; here it is whoever measures,
# because nobody else may enter DATA_DIR. The first lines are those that docs/serving.md asks for.
MAIN = """
{user}
worker_processes {workers};
error_log stderr warn;
pid nginx.pid;
pcre_jit on;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
    include file*.conf;
}}
"""
# The same headers and the same bytes, from a file.
FILE = """
server {{
    listen {host}:{port};
    root file;
    types {{ }}
    default_type "{kind}";
    {headers}
}}
"""
_BY_NGINX = {"content-type", "content-length", "etag", "last-modified", "accept-ranges"}


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, found = run.sites.get("demo")
    path, front, back, file = found["article"], free_port(), free_port(), free_port()
    settings = {
        "SITE_URL": f"http://{HOST}:{front}",
        "PORT": str(back),
        "PAGE_FILES": "true",
        "TRUSTED_PROXIES": f"{HOST}/32",
    }
    # It comes first, because it says what is missing as long as there is no such command.
    configuration = site.manage("nginx_conf", **settings)
    environment = site.environment(**settings)
    with (
        servers.site(environment, port=back),
        TemporaryDirectory(prefix="masthead-nginx-") as name,
    ):
        folder = Path(name)
        user = "user root;" if os.geteuid() == 0 else ""
        main = MAIN.format(user=user, workers=servers.WORKERS)
        (folder / "nginx.conf").write_text(main, encoding="utf-8")
        (folder / "site.conf").write_text(configuration, encoding="utf-8")
        with _nginx(folder, port=front) as nginx:
            _write_file(folder, nginx.reader().page(path), port=file)
        with _nginx(folder, port=front):
            yield run.against(
                ROWS[0],
                partial(put_on, front, path, seconds=run.seconds),
                partial(put_on, file, "/page", seconds=run.seconds),
                name="file",
            )


@contextmanager
def _nginx(folder: Path, *, port: int) -> Iterator[servers.Server]:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        raise NotMeasured("nginx is missing: apt-get install nginx-light")
    command = [nginx, "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;", "-e", "stderr"]
    with servers.running([command], {}, port=port) as server:
        yield server


def _write_file(folder: Path, answer: Answer, *, port: int) -> None:
    """Write the file that is compared with, and the configuration that serves it on `port`."""
    (folder / "file").mkdir(exist_ok=True)
    (folder / "file" / "page").write_bytes(answer.body)
    headers = [
        f'add_header {name} "{value}";'
        for name, value in answer.headers
        if name.lower() not in _BY_NGINX
    ]
    kind = answer.header("content-type")
    text = FILE.format(host=HOST, port=port, kind=kind, headers="\n    ".join(headers))
    (folder / "file.conf").write_text(text, encoding="utf-8")
