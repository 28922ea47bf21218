import pytest

from tests.kit.pagecache import shelves


@pytest.fixture(autouse=True)
def _two_shelves() -> None:
    shelves.clear()
    shelves.SHELVES.update(tea="Green tea", nuts="Walnuts")
