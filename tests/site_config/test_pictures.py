import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageStat

from site_config.demonstration.pictures import MOTIFS, draw

SMALL = {"width": 160, "height": 90}

motifs = st.sampled_from(MOTIFS)
sides = st.integers(min_value=1, max_value=240)


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_motif_is_drawn_at_the_size_asked_for_and_is_not_blank(motif: str) -> None:
    picture = draw(motif, **SMALL)

    assert (picture.mode, picture.size) == ("RGB", (160, 90))
    assert max(ImageStat.Stat(picture).stddev) > 10


@pytest.mark.parametrize("motif", MOTIFS)
def test_the_same_motif_and_seed_give_the_same_picture(motif: str) -> None:
    assert draw(motif, **SMALL, seed=7).tobytes() == draw(motif, **SMALL, seed=7).tobytes()


@pytest.mark.parametrize("motif", MOTIFS)
def test_another_seed_gives_another_picture(motif: str) -> None:
    assert draw(motif, **SMALL, seed=1).tobytes() != draw(motif, **SMALL, seed=2).tobytes()


def test_every_motif_has_a_picture_of_its_own() -> None:
    assert len(set(MOTIFS)) == 24
    assert len({draw(motif, **SMALL).tobytes() for motif in MOTIFS}) == 24


@given(motif=motifs, width=sides, height=sides)
def test_any_size_and_shape_can_be_drawn(motif: str, width: int, height: int) -> None:
    assert draw(motif, width=width, height=height).size == (width, height)


def test_an_unknown_motif_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(ValueError, match='No picture is called "spleen"') as refusal:
        draw("spleen", **SMALL)

    assert all(motif in str(refusal.value) for motif in MOTIFS)


@pytest.mark.parametrize(("width", "height"), [(0, 90), (160, 0), (-1, -1)])
def test_a_size_without_pixels_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match=f"{width} by {height} pixels"):
        draw("heart", width=width, height=height)
