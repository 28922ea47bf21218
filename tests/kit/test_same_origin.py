"""Who posted a form: a page of this site, another site, or nobody says."""

import pytest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from site_config.kit.same_origin import Origin, origin_of


def told(**headers: str) -> Origin:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().post("/", headers={"host": "www.example.org", **named})
    return origin_of(request)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Origin.UNKNOWN),
        ({"Sec_Fetch_Site": "same-origin"}, Origin.OURS),
        ({"Sec_Fetch_Site": "none"}, Origin.OURS),
        ({"Sec_Fetch_Site": "same-site"}, Origin.FOREIGN),
        ({"Sec_Fetch_Site": "cross-site"}, Origin.FOREIGN),
        ({"Sec_Fetch_Site": ""}, Origin.FOREIGN),
        ({"Sec_Fetch_Site": "what-comes-next"}, Origin.FOREIGN),
        # The browser's own word counts for more than an address.
        ({"Sec_Fetch_Site": "cross-site", "Origin": "https://www.example.org"}, Origin.FOREIGN),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "https://evil.example"}, Origin.OURS),
        ({"Origin": "https://www.example.org"}, Origin.OURS),
        ({"Origin": "http://www.example.org"}, Origin.OURS),  # the scheme of this very request
        ({"Origin": "https://www.example.org:8443"}, Origin.FOREIGN),
        ({"Origin": "https://example.org"}, Origin.FOREIGN),
        ({"Origin": "https://www.example.org.evil.example"}, Origin.FOREIGN),
        ({"Origin": "null"}, Origin.FOREIGN),
        ({"Origin": ""}, Origin.FOREIGN),
        ({"Origin": "http://[::1"}, Origin.FOREIGN),
        ({"Origin": "https://[not an address]"}, Origin.FOREIGN),
    ],
    ids=str,
)
@override_settings(SITE_URL="https://www.example.org", ALLOWED_HOSTS=["www.example.org"])
def test_the_table(headers: dict[str, str], expected: Origin) -> None:
    assert told(**headers) is expected


@override_settings(SITE_URL="https://www.example.org", ALLOWED_HOSTS=["www.example.org"])
@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40))
def test_no_header_makes_it_fail(value: str) -> None:
    assert told(Origin=value) in {Origin.OURS, Origin.FOREIGN}
