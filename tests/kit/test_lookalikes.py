"""Names that readers may take for one another."""

import pytest

from site_config.kit.lookalikes import skeleton

NAME = "Mara Ellison"


@pytest.mark.row("CP12")
@pytest.mark.parametrize(
    "likeness",
    [
        "mara  ELLISON",
        "M\u0430r\u0430 Ellison",  # Cyrillic
        "Mar\u03b1 Elliso\u03b7"[:-1] + "n",  # Greek
        "Mara\u200b El\u200dlison\ufeff",  # without a width
        "Ma\u0301ra Ellis\u00f6n",  # accents
        "\uff2dara Ellison",  # of full width
        "Mara\u202e Ellison",  # turning the direction
        "Mara.Ellison",
        "rnara ellison",
        "Mara E11ison",
        "Mara El|ison",
        "Mara Elli5on",
        "M" + "\u0301" * 1000 + "ara Ellison",
    ],
)
def test_a_likeness_has_the_same_skeleton(likeness: str) -> None:
    assert skeleton(likeness) == skeleton(NAME)


@pytest.mark.parametrize("other", ["Mara", "Mara Ellis", "Maria Ellison", "Sara Ellison", "マラ"])
def test_another_name_has_another_one(other: str) -> None:
    assert skeleton(other) != skeleton(NAME)


@pytest.mark.parametrize("nobody", ["", " ", "\u200b", "…", "_"])
def test_what_is_no_name_has_none(nobody: str) -> None:
    assert skeleton(nobody) == ""
