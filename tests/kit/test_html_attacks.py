"""Attacks through HTML: nothing that could run, load or imitate gets through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.html import ARTICLE, COMMENT, FAQ_ANSWER, Policy, clean
from tests.kit.markup import Reader, hostile_soup
from tests.kit.xss_corpus import PAYLOADS

POLICIES = [ARTICLE, FAQ_ANSWER, COMMENT]
policies = st.sampled_from(POLICIES)
every_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)


def test_the_corpus_has_many_shapes() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 120


@pytest.mark.row("A3")
@every_policy
@pytest.mark.parametrize("payload", PAYLOADS)
def test_only_allowed_markup_remains(payload: str, policy: Policy) -> None:
    assert Reader(clean(payload, policy), policy).wrong == []


@pytest.mark.row("A3")
@every_policy
@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_result_means_the_same_when_parsed_again(payload: str, policy: Policy) -> None:
    once = clean(payload, policy)
    assert clean(once, policy) == once


@pytest.mark.row("A3")
@every_policy
def test_all_attacks_together(policy: Policy) -> None:
    assert Reader(clean("\n".join(PAYLOADS), policy), policy).wrong == []


@pytest.mark.row("A3")
@settings(deadline=None)
@given(hostile_soup, policies)
def test_attacks_within_broken_markup(html: str, policy: Policy) -> None:
    assert Reader(clean(html, policy), policy).wrong == []


def test_the_reader_of_these_tests_sees_what_is_wrong() -> None:
    hostile = (
        '<script>x</script><p onclick="x">a</p><a href="javascript:x">b</a>'
        '<img src="//evil.example/x.png"><!-- c --><p>'
    )
    assert Reader(hostile, ARTICLE).wrong == [
        "<script>",
        "</script> ends nothing",
        "<p onclick>",
        "href 'javascript:x'",
        "src '//evil.example/x.png'",
        "comment ' c '",
        "<p> is not closed",
    ]
