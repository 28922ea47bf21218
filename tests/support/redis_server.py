"""A Redis server that a test may stop and start again."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis, RedisError

from tests.support.local_servers import HOST


@contextmanager
def redis_server(port: int, folder: Path) -> Iterator[None]:
    """A server that remembers its values when it is started again."""
    options = ["--bind", HOST, "--dir", str(folder), "--appendonly", "yes", "--loglevel", "warning"]
    command = ["redis-server", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _await_answer(port)
            yield
        finally:
            process.terminate()
            process.wait(10)


def _await_answer(port: int) -> None:
    with Redis(host=HOST, port=port) as client:
        for _ in range(500):
            try:
                client.ping()
            except RedisError:
                continue
            return
    pytest.fail("redis-server does not answer")
