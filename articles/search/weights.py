"""How good a hit is: the same on every database."""

from articles.models import Kind

# How much a word counts by where it stands, beside 1 for whatever is found at all; the beginning of
# a longer word counts half.
TITLE, SUMMARY, PEOPLE = 10.0, 4.0, 3.0

# What a question counts beside an article: short texts, of which there are many, would otherwise
# stand before the articles that they belong to.
QUESTION = 0.4

# From this number of letters on, a word also finds the words that begin with it.
PREFIX_FROM = 3


def score(beginnings: list[str], kind: str, title: str, summary: str, people: str) -> float:
    """How good a document is for who looks for words, all of which it holds somewhere.

    `beginnings` are the words, each after a space.
    """
    total = 1.0
    for text, weight in ((f" {title} ", TITLE), (f" {summary} ", SUMMARY), (f" {people} ", PEOPLE)):
        for word in beginnings:
            if word in text:
                total += weight if f"{word} " in text else weight / 2
    return total * QUESTION if kind == Kind.FAQ else total
