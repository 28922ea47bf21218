"""Names that readers may take for one another."""

import pytest
from django.core.exceptions import ValidationError

from site_config.kit.lookalikes import is_visible, skeleton
from site_config.kit.plain_text import NameField, PlainTextField

NAME = "Mara Ellison"
UNSEEN = [*"\u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180e\u180f\ufe0f\U000e0041"]


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
        "Mara Ellis\u0585\u0578",  # Armenian
        *(f"Mara{each}Ellison" for each in UNSEEN),
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


@pytest.mark.parametrize("unseen", [*UNSEEN, "\u0301", "\u20dd", "\u0903", " \u3164\u0301\n", ""])
def test_what_draws_nothing_is_refused_as_an_empty_field_is(unseen: str) -> None:
    assert not is_visible(unseen)
    for field in (PlainTextField(), NameField()):
        with pytest.raises(ValidationError, match="This field is required"):
            field.clean(unseen)
        assert field.clean(f"a{unseen}")


@pytest.mark.parametrize("seen", ["…", "마라", "\u2764\ufe0f", "\u0939\u093f"])
def test_what_is_seen_is_text(seen: str) -> None:
    assert PlainTextField().clean(seen) == seen
