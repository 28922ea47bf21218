"""The secret key: made once, by whoever comes first, and kept from others."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from site_config.secret_key import read_or_create


def test_it_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    key = read_or_create(path)
    assert len(key) == 64
    assert len(set(key)) > 20
    assert read_or_create(path) == key
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_nobody_else_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    read_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_two_sites_share_one(tmp_path: Path) -> None:
    assert read_or_create(tmp_path / "one") != read_or_create(tmp_path / "two")


def test_an_own_key_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text("my own key\n", encoding="ascii")
    assert read_or_create(path) == "my own key"


@pytest.mark.parametrize("round_number", range(5))
def test_all_that_start_at_once_agree(tmp_path: Path, round_number: int) -> None:
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _n: read_or_create(path), range(8)))
    assert keys == {path.read_text(encoding="ascii")}
