"""What changes in one process is seen by the readers of all, on their very next request."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.running_site import Site, environment_of, manage, running
from tests.support.local_servers import HOST, free_port
from tests.support.redis_server import redis_server

# Each request comes over a connection of its own, so that all workers get their share.
READS = 12
CHANGES = 15
HAMMERING = 6

FIRST_ARTICLE = (
    "from tests.builders import articles, labels;"
    "article = articles.live(title='Sleeping', category=labels.category('Rest'));"
    "print(article.desk_path)"
)
RENAME = (
    "from articles import labels; from articles.models import Category;"
    "from django.utils import timezone;"
    "category = Category.objects.get(slug='rest'); category.name = '{name}';"
    "labels.change(category, by=None, now=timezone.now())"
)
# A process that dies between its commit and what it does afterwards.
RENAME_AND_DIE = (
    "import os; from django.db import transaction;"
    "from site_config.kit.pagecache import announcing, purging;"
    "purging.announcing.announce = lambda: os._exit(9);"
) + RENAME


@pytest.fixture
def site(tmp_path: Path, fresh_site: Path) -> Iterator[tuple[Site, dict[str, str], str]]:
    """A running site with one article: the site, its environment, and the article's path."""
    port = free_port()
    folder = shutil.copytree(fresh_site, tmp_path / "site")
    environment = environment_of(
        folder,
        COMMENTS_MODERATION="none",
        COMMENTS_HOLD_RATE="0",
        COMMENTS_FLOOD_NETWORK="0",
        PORT=str(port),
    )
    path = manage(environment, "shell", "--verbosity=0", f"--command={FIRST_ARTICLE}").strip()
    with running(port, environment) as site:
        yield site, environment, path


def read(site: Site, path: str, **headers: str) -> list[str]:
    return [site.get(path, **headers).body.decode() for _ in range(READS)]


@pytest.mark.row("O3")
def test_a_command_changes_what_every_worker_serves(
    site: tuple[Site, dict[str, str], str],
) -> None:
    running_site, environment, path = site
    assert all("Rest" in page for page in read(running_site, path))
    manage(environment, "shell", "--verbosity=0", f"--command={RENAME.format(name='Repose')}")
    assert all("Repose" in page for page in read(running_site, path))


@pytest.mark.row("O3")
def test_a_killed_process_leaves_nothing_stale_after_a_tick(
    site: tuple[Site, dict[str, str], str],
) -> None:
    running_site, environment, path = site
    read(running_site, path)
    with pytest.raises(Exception, match="status 9"):
        manage(
            environment,
            "shell",
            "--verbosity=0",
            f"--command={RENAME_AND_DIE.format(name='Repose')}",
        )
    manage(environment, "tick")
    assert all("Repose" in page for page in read(running_site, path))


@pytest.mark.row("O3")
def test_a_change_wins_over_every_rendering_that_is_under_way(
    site: tuple[Site, dict[str, str], str],
) -> None:
    """Readers hammer the page, so that each comment comes while it is being rendered."""
    running_site, _environment, path = site
    is_over = threading.Event()

    def hammer() -> None:
        while not is_over.is_set():
            running_site.get(path)

    readers = [threading.Thread(target=hammer) for _ in range(HAMMERING)]
    for reader in readers:
        reader.start()
    try:
        for number in range(CHANGES):
            words = f"These are words number {number}."
            posted = running_site.post(
                f"{path}comments/",
                name=f"Reader {number}",
                email=f"reader{number}@reader.example",
                body=words,
            )
            assert posted.status == 303
            missing = [page for page in read(running_site, path) if words not in page]
            assert missing == [], f"{len(missing)} of {READS} readers do not see comment {number}"
    finally:
        is_over.set()
        for reader in readers:
            reader.join()


@pytest.mark.row("O3")
@pytest.mark.usefixtures("redis_url")
def test_hosts_tell_each_other_and_do_without_redis_for_a_while(
    tmp_path: Path, fresh_site: Path
) -> None:
    ports, redis = [free_port(), free_port()], free_port()
    shared = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
        "CACHE_URL": f"redis://{HOST}:{redis}",
        "SITE_URL": f"http://{HOST}:{ports[0]}",
        "COMMENTS_MODERATION": "none",
        "COMMENTS_HOLD_RATE": "0",
        "COMMENTS_FLOOD_NETWORK": "0",
    }
    shutil.copy(fresh_site / "db.sqlite3", tmp_path / "shared.sqlite3")
    hosts = [shutil.copytree(fresh_site, tmp_path / name) for name in ("one", "two")]
    environments = [environment_of(host, **shared) for host in hosts]
    with ExitStack() as servers:
        redis_runs = servers.enter_context(ExitStack())
        redis_runs.enter_context(redis_server(redis, tmp_path))
        shell = ("shell", "--verbosity=0", f"--command={FIRST_ARTICLE}")
        path = manage(environments[0], *shell).strip()
        sites = []
        for port, environment in zip(ports, environments, strict=True):
            sites.append(servers.enter_context(running(port, environment)))
        here, there = sites
        # Both answer under the one address that readers know.
        public = {"Host": f"{HOST}:{ports[0]}"}

        def expect_to_see(words: str) -> None:
            posted = here.post(
                f"{path}comments/",
                name="Reader",
                email=f"{len(words)}@reader.example",
                body=words,
            )
            assert posted.status == 303
            for site in (there, here):
                assert all(words in page for page in read(site, path, **public))

        read(there, path, **public)
        expect_to_see("While Redis is there.")
        redis_runs.close()
        expect_to_see("While Redis is away, of course.")
        redis_runs.enter_context(redis_server(redis, tmp_path))
        expect_to_see("When Redis has come back again, finally.")
