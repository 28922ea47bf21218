"""Signed links: one purpose, one subject, a time, and nothing that can be forged."""

import datetime as dt

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from site_config.kit.signed_links import BadLink, ExpiredLink, make, read

NOW = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)
subjects = st.text(st.characters(exclude_categories=["Cs"]))
moments = st.integers(0, 80_000).map(lambda days: NOW + dt.timedelta(days=days, seconds=days))


@given(st.text(max_size=30), subjects, moments)
def test_what_is_made_can_be_read_until_it_expires(
    purpose: str, subject: str, expires: dt.datetime
) -> None:
    token = make(purpose, subject, expires)
    assert token == make(purpose, subject, expires)
    assert read(purpose, token, now=expires - SECOND) == subject
    with pytest.raises(ExpiredLink):
        read(purpose, token, now=expires)


@given(subjects)
def test_a_token_fits_into_an_address_as_it_is(subject: str) -> None:
    token = make("preview", subject, LATER)
    assert token.isascii()
    assert not set(token) & set("/?#&%+= ")


@given(subjects, st.text(max_size=20))
def test_a_token_opens_only_what_it_was_made_for(subject: str, other: str) -> None:
    token = make("preview", subject, LATER)
    if other != "preview":
        with pytest.raises(BadLink):
            read(other, token, now=NOW)


@given(subjects, subjects)
def test_the_signature_of_one_subject_fits_no_other(one: str, other: str) -> None:
    if one != other:
        payload = make("preview", other, LATER).partition(".")[0]
        signature = make("preview", one, LATER).partition(".")[2]
        with pytest.raises(BadLink):
            read("preview", f"{payload}.{signature}", now=NOW)


@given(st.text(max_size=80) | st.from_regex(r"[\w.=-]{0,80}", fullmatch=True))
def test_whatever_is_not_a_token_is_a_bad_link(token: str) -> None:
    with pytest.raises(BadLink):
        read("preview", token, now=NOW)


@pytest.mark.parametrize("change", ["", "x", ".", "..", "é", "💩", "\x00"])
def test_a_token_that_was_changed_is_a_bad_link(change: str) -> None:
    token = make("preview", "12", LATER)
    payload, _dot, signature = token.partition(".")
    for forged in (payload + change, f"{payload}.{change}", f"{change}.{signature}"):
        with pytest.raises(BadLink):
            read("preview", forged, now=NOW)


def test_a_later_moment_cannot_be_put_in() -> None:
    late, early = make("preview", "12", LATER), make("preview", "12", NOW)
    with pytest.raises(BadLink):
        read("preview", f"{late.partition('.')[0]}.{early.partition('.')[2]}", now=NOW)


def test_another_site_cannot_make_a_token() -> None:
    with override_settings(SECRET_KEY="another"):
        token = make("preview", "12", LATER)
    with pytest.raises(BadLink):
        read("preview", token, now=NOW)


def test_who_comes_too_late_is_told_since_when() -> None:
    with pytest.raises(ExpiredLink, match="2026-01-12") as expired:
        read("preview", make("preview", "12", LATER), now=LATER + SECOND)
    assert expired.value.expired_at == LATER
