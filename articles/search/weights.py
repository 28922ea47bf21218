"""What both databases go by, so that a search means the same on either."""

from typing import Any

# A query and its parameters.
Sql = tuple[str, tuple[Any, ...]]

# How much a word counts by where it occurs.
TITLE, SUMMARY, PEOPLE, BODY = 10.0, 4.0, 3.0, 1.0

# What a question counts beside an article: short texts, of which there are many, would otherwise
# stand before the articles that they belong to.
QUESTION = 0.4

# From this number of letters on, a word also finds the words that begin with it.
PREFIX_FROM = 3

# Of so many hits at most, the newest, it is told how good they are, and of as many whose title
# holds the words. A word that stands in half of all texts says little about any of them.
CONSIDERED = 400
