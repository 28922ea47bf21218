"""The sign that something was purged, shared by the processes of one host or of several."""

import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis

from site_config.kit.pagecache import generation, redis_generation
from site_config.kit.pagecache.generation import FileGeneration, Unreachable
from site_config.kit.pagecache.redis_generation import RedisGeneration
from tests.support.environment import ROOT
from tests.support.local_servers import HOST, free_port
from tests.support.redis_server import redis_server

KEY = "masthead:test:page-generation"
RENEW = (
    "import sys; from pathlib import Path\n"
    "from site_config.kit.pagecache.generation import FileGeneration\n"
    "FileGeneration(Path(sys.argv[1])).renew()"
)


def test_another_process_of_the_host_changes_the_sign(tmp_path: Path) -> None:
    path = tmp_path / "page_generation"
    ours = FileGeneration(path)
    before = ours.current()
    assert ours.current() == before
    subprocess.run([sys.executable, "-c", RENEW, str(path)], cwd=ROOT, check=True)
    after = ours.current()
    assert after != before
    assert FileGeneration(path).current() == after


def test_no_sign_comes_twice(tmp_path: Path) -> None:
    sign = FileGeneration(tmp_path / "page_generation")
    seen = set()
    for _ in range(100):
        sign.renew()
        seen.add(sign.current())
    assert len(seen) == 100


def test_the_settings_choose_where_the_sign_is(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(generation.shared(), FileGeneration)
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    monkeypatch.setattr(generation.settings, "CACHES", {"default": redis})
    generation.shared.cache_clear()
    try:
        assert isinstance(generation.shared(), RedisGeneration)
    finally:
        generation.shared.cache_clear()


def test_hosts_share_a_sign_in_redis(redis_url: str) -> None:
    here, there = RedisGeneration(redis_url, KEY), RedisGeneration(redis_url, KEY)
    before = here.current()
    assert there.current() == before == here.current()
    there.renew()
    assert here.current() == there.current() != before


def test_a_sign_that_redis_lost_is_replaced(redis_url: str) -> None:
    here = RedisGeneration(redis_url, KEY)
    before = here.current()
    with Redis.from_url(redis_url) as redis:
        redis.delete(KEY)
    after = here.current()
    assert after != before
    assert here.current() == after


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_generation, "REST", 0.0)


@pytest.mark.usefixtures("redis_url", "impatient")
def test_what_was_read_before_a_failure_is_not_trusted_after_it(tmp_path: Path) -> None:
    """While the server was away, another host may have changed something and failed to tell."""
    port = free_port()
    here = RedisGeneration(f"redis://{HOST}:{port}", KEY)
    with redis_server(port, tmp_path):
        here.renew()
        before = here.current()
    with redis_server(port, tmp_path):
        with pytest.raises(Unreachable):
            here.current()
        after = here.current()
        assert after.split()[0] == before.split()[0], "the server has kept its value"
        assert after != before


@pytest.mark.usefixtures("redis_url", "impatient")
def test_what_could_not_be_told_is_told_as_soon_as_possible(tmp_path: Path) -> None:
    port = free_port()
    here, there = (RedisGeneration(f"redis://{HOST}:{port}", KEY) for _ in range(2))
    with redis_server(port, tmp_path):
        here.renew()
        before = there.current()
    with pytest.raises(Unreachable):
        here.renew()
    with redis_server(port, tmp_path):
        assert here.current().split()[0] != before.split()[0]
        with pytest.raises(Unreachable):
            there.current()
        assert there.current().split()[0] == here.current().split()[0]


@pytest.mark.usefixtures("redis_url")
def test_a_server_that_does_not_answer_is_left_alone_for_a_while() -> None:
    here = RedisGeneration(f"redis://{HOST}:{free_port()}", KEY)
    for _ in range(3):
        with pytest.raises(Unreachable):
            here.current()
    assert here._era == 1, "it was asked once"
