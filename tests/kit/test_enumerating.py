"""Names in a row, with the conjunction that the language has before the last."""

import pytest
from django.utils.translation import override

from site_config.kit.enumerating import enumerated

pytestmark = [pytest.mark.sqlite, pytest.mark.row("X5")]


def test_names_stand_in_a_row() -> None:
    assert [enumerated("ABC"[:number]) for number in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert enumerated(["Ana", "Irene"]) == "Ana and Irene"


@pytest.mark.parametrize("name", ["Irene", "Íñigo", "Hilda", "Yvonne", "isabel"])
def test_spanish_softens_before_the_sound_of_i(name: str) -> None:
    with override("es"):
        assert enumerated(["Ana", name]) == f"Ana e {name}"


@pytest.mark.parametrize("name", ["Ben", "Iago", "Hierro", "Yolanda", "Hugo", "", "José Irene"])
def test_spanish_leaves_the_others(name: str) -> None:
    with override("es"):
        assert enumerated(["Ana", name]) == f"Ana y {name}"
