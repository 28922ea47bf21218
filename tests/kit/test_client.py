"""A reader's address: believed from named proxies only, and kept as a keyed hash."""

import ipaddress

import pytest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from site_config.kit.client import address, network_hash


def found(remote: str, forwarded: str | None = None) -> str:
    """The address that is believed, for a connection from `remote` with that header."""
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
    return str(address(request))


def hashed(remote: str) -> str:
    return network_hash(RequestFactory().get("/", REMOTE_ADDR=remote))


@pytest.mark.row("CM15")
class TestAddress:
    def test_by_default_no_header_is_believed(self) -> None:
        assert found("203.0.113.9", "198.51.100.1") == "203.0.113.9"
        assert found("127.0.0.1", "198.51.100.1") == "127.0.0.1"

    @pytest.mark.parametrize(
        ("remote", "forwarded", "expected"),
        [
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", " 198.51.100.1 ", "198.51.100.1"),
            # The reader wrote the first one; our proxies the others.
            ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("10.0.0.1", "10.0.0.9, 10.0.0.2", "10.0.0.9"),
            # Whoever reaches the server past the proxy is not believed.
            ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
            ("2001:db8:ffff::1", "2001:db8::7", "2001:db8::7"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", None, "10.0.0.1"),
            ("10.0.0.1", "unknown", "10.0.0.1"),
            ("10.0.0.1", "1.2.3.4, <script>", "10.0.0.1"),
            ("10.0.0.1", "198.51.100.1,", "10.0.0.1"),
        ],
    )
    @override_settings(TRUSTED_PROXIES=["10.0.0.0/8", "2001:db8:ffff::1"])
    def test_it_is_the_first_from_the_right_that_is_no_proxy(
        self, remote: str, forwarded: str | None, expected: str
    ) -> None:
        assert found(remote, forwarded) == expected

    @pytest.mark.parametrize("remote", ["", "unix:", "nonsense", "1.2.3.4:80"])
    def test_where_there_is_none_nothing_is_made_up(self, remote: str) -> None:
        assert found(remote, "198.51.100.1") == "None"
        assert hashed(remote) == ""

    @override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
    @given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60))
    def test_no_header_makes_it_fail(self, forwarded: str) -> None:
        ipaddress.ip_address(found("10.0.0.1", forwarded))

    @override_settings(TRUSTED_PROXIES=["127.0.0.1"])
    def test_an_address_of_version_4_in_the_clothes_of_6_is_the_same(self) -> None:
        """A server that listens on [::] sees ::ffff:198.51.100.1."""
        assert hashed("::ffff:198.51.100.1") == hashed("198.51.100.1")
        assert hashed("::ffff:198.51.100.1") != hashed("::ffff:203.0.113.9")
        assert found("::ffff:127.0.0.1", "198.51.100.1") == "198.51.100.1"


class TestNetworkHash:
    def test_neighbours_share_it_and_strangers_do_not(self) -> None:
        assert hashed("198.51.100.1") == hashed("198.51.100.254")
        assert hashed("198.51.100.1") != hashed("198.51.101.1")
        assert hashed("2001:db8:1::1") == hashed("2001:db8:1:ffff::9")
        assert hashed("2001:db8:1::1") != hashed("2001:db8:2::1")

    def test_it_says_nothing_without_the_key(self) -> None:
        here = hashed("198.51.100.1")
        assert len(here) == 32
        assert "198" not in here[:3]
        with override_settings(SECRET_KEY="another"):
            assert hashed("198.51.100.1") != here


@pytest.mark.row("P2")
def test_who_wants_to_keep_no_networks_knows_none() -> None:
    with override_settings(NETWORKS_KEPT_DAYS=0):
        assert hashed("198.51.100.7") == ""
