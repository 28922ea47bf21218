"""What each clue finds, what it leaves alone, and that it quotes what stands there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.screening.bayes import Count, Experience
from comments.screening.pipeline import screen
from comments.screening.verdict import Facts, Outcome, WordRule
from tests.comments.screening.submissions import found, submission

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def _mode(publish_at_once: None) -> None:
    """Nothing waits unless a clue holds it."""


HELD = [
    ("I can\u2019t  breathe properly since noon", "health.emergency", "can\u2019t  breathe"),
    ("Sometimes I WANT to\ndie.", "health.self_harm", "WANT to\ndie"),
    ("How many mg are safe at once?", "health.dosing", "How many mg"),
    ("You should take 400 mg every evening", "health.dosing", "take 400 mg"),
    ("Everybody, just use 50mg of it.", "health.dosing", "use 50mg"),
    ("I can send it without prescription", "health.sourcing", "without prescription"),
    ("Write to kim.b@mail.example please", "personal.email", "kim.b@mail.example"),
    ("Call me: +44 20 7946 0000", "personal.telephone", "+44 20 7946 0000"),
    ("My number is (202) 555-0100.", "personal.telephone", "(202) 555-0100"),
    ("My SSN is 219-09-9999 by the way", "personal.identity", "219-09-9999"),
    ("IBAN GB82 WEST 1234 5698 7654 32", "personal.identity", "GB82 WEST 1234 5698 7654 32"),
    ("Card 4111 1111 1111 1111", "personal.identity", "4111 1111 1111 1111"),
    ("NHS number 943 476 5919", "personal.identity", "943 476 5919"),
    ("Buy p\u0430ypal credit", "disguise", "p\u0430ypal"),
    ("Vi\u200bagra", "disguise", "i\u200bagra"),
    ("Z" + "\u0301" * 9, "disguise", "\u0301" * 9),
]
# What good comments say.
LEFT_ALONE = """
I take 20 mg of it every morning and feel fine.
My doctor told me to take 40 mg, and after 2 weeks it helped.
Readings: 120/80 130/85 125/82 in 2019 2020 2021.
The TNF\u03b1 and 50 \u03bcg are on the leaflet, see page 1234567.
It was 10 000 000 people in 2021, or 12 345 678 in all.
Ich wei\u00df nicht, ob das stimmt.
\u042d\u0442\u043e \u043f\u043e\u043c\u043e\u0433\u043b\u043e \u043c\u043d\u0435.
The study is 10.1056/NEJMoa2034577, PMID 33301246.
I have breathed better since. My chest was checked last year.
My insurance card is new, and 1 2 3 4 5 steps are enough.
"""


@pytest.mark.row("CM18")
@pytest.mark.parametrize(("body", "clue", "matched"), HELD)
def test_what_is_found_is_quoted(body: str, clue: str, matched: str) -> None:
    verdict = screen(submission(body))
    assert (verdict.outcome, (clue, matched) in found(verdict.evidence)) == (Outcome.HOLD, True)


@pytest.mark.row("CM18")
@pytest.mark.parametrize("body", LEFT_ALONE.strip().splitlines())
def test_what_readers_usually_say_is_left_alone(body: str) -> None:
    assert found(screen(submission(body)).evidence) == []


@pytest.mark.row("CM4")
@pytest.mark.parametrize(
    ("words", "whole_word", "fields", "matched"),
    [
        ("casino", True, {"body": "Big CASINO night"}, "CASINO"),
        ("casino", True, {"body": "casinos"}, None),
        ("casino", False, {"body": "mycasinos"}, "casino"),
        ("caf\u00e9 \u00c0", True, {"body": "the CAFE,  a place"}, "CAFE,  a"),
        ("viagra", True, {"body": "v\u0456agr\u0430"}, "v\u0456agr\u0430"),
        ("viagra", False, {"body": "vi\u00adag\u0301ra!"}, "vi\u00adag\u0301ra"),
        ("\u00df", False, {"name": "GROSS"}, "SS"),
        ("spam.example", False, {"website": "https://spam.example/x"}, "spam.example"),
        ("@bad.example", False, {"email": "kim@BAD.example"}, "@BAD.example"),
        ("$$", True, {"body": "make $$$"}, "$$"),
    ],
)
def test_rules_look_through_text_name_website_and_address(words, whole_word, fields, matched):
    facts = Facts(rules=(WordRule(words, whole_word, "hold"),), known_hosts=frozenset({"x"}))
    evidence = found(screen(submission(**fields), facts).evidence)
    quotes = [quote for clue, quote in evidence if clue == "words"]
    assert quotes == ([matched] if matched else [])


@pytest.mark.row("CM4")
def test_a_rule_may_put_a_comment_with_the_spam() -> None:
    facts = Facts(rules=(WordRule("casino", True, "spam"),))
    assert screen(submission("casino"), facts).outcome is Outcome.SPAM


@pytest.mark.row("CM6")
@pytest.mark.parametrize(("seconds", "clues"), [(None, []), (0.4, ["fill_time"]), (30, [])])
def test_only_a_time_that_is_known_says_something(seconds, clues) -> None:
    assert [each.clue for each in screen(submission(filled_in=seconds)).evidence] == clues


@pytest.mark.parametrize(
    ("facts", "clues"),
    [
        ({"from_network": 4}, []),
        ({"from_network": 5}, ["rate"]),
        ({"from_network": 5, "trusted": True}, []),
        ({"published": 2, "rejected": 1}, ["rejections"]),
        ({"published": 0, "rejected": 2}, []),
        ({"published": 9, "rejected": 3}, []),
        ({"text_is_known": True}, ["duplicate"]),
        ({"panic": "hold"}, ["panic"]),
        ({"moderation": "all"}, ["mode"]),
        ({"moderation": "first"}, ["mode"]),
        ({"moderation": "first", "trusted": True}, []),
    ],
)
@pytest.mark.row("CM1")
@pytest.mark.row("CM13")
def test_what_the_site_knows_counts(facts, clues) -> None:
    body = "It helped me a lot in the end."
    assert [each.clue for each in screen(submission(body), Facts(**facts)).evidence] == clues


def test_whoever_is_banned_is_refused() -> None:
    assert screen(submission(), Facts(banned=True)).outcome is Outcome.REFUSE


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_the_same_verdict_twice_and_is_quoted_as_it_stands(body, name, words):
    facts = Facts(
        rules=(WordRule(words, False, "hold"), WordRule(body[:5], True, "hold")),
        experience=Experience(Count(30, 30), {word: Count(0, 20) for word in body.split()}),
    )
    fields = {"name": name, "website": f"https://{name}", "body": body}
    verdict = screen(submission(**fields), facts)
    assert verdict == screen(submission(**fields), facts)
    shown = "\n".join((*fields.values(), "kim@reader.example"))
    for each in verdict.evidence:
        assert each.words.endswith(".")
        assert all(line in shown for line in each.matched.split("\n"))
