"""How well screening tells spam from good comments, measured on comments that somebody labelled."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comments.screening import bayes, features
from comments.screening.hosts import hosts
from comments.screening.pipeline import CONTENT, screen
from comments.screening.verdict import Facts, Outcome, Submission

_YES = {"1", "true", "yes", "spam"}


@dataclass(frozen=True)
class Labelled:
    submission: Submission
    is_spam: bool


@dataclass
class Measurement:
    """How many of each sort were seen and held after `learned` decisions, and by which clue."""

    learned: int
    seen: Counter[bool] = field(default_factory=Counter)
    held: Counter[bool] = field(default_factory=Counter)
    clues: Counter[tuple[bool, str]] = field(default_factory=Counter)
    wrong: list[Labelled] = field(default_factory=list)

    def percent(self, *, is_spam: bool) -> float:
        return 100 * self.held[is_spam] / max(self.seen[is_spam], 1)


def read(path: Path) -> list[Labelled]:
    """The comments of a file: CSV with a first line of names, or an object a line (JSON Lines).

    `text`, `author`, `url`, and `is_spam` (1, true, yes or spam; anything else is good). Raises
    KeyError for a file without `text` and `is_spam`, ValueError for one that is neither.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows: Iterable[dict[str, Any]]
        rows = csv.DictReader(file) if path.suffix == ".csv" else map(json.loads, file)
        return [_labelled(row) for row in rows]


def _labelled(row: dict[str, Any]) -> Labelled:
    submission = Submission(
        name=str(row.get("author") or ""),
        email="",
        website=str(row.get("url") or ""),
        body=str(row["text"]),
    )
    return Labelled(submission, str(row["is_spam"]).strip().lower() in _YES)


def measure(comments: list[Labelled], *, decisions: int) -> Measurement:
    """Learn from the first `decisions` comments as from a moderator, then screen all others.

    Only what the content says counts: no mode, no standing, no time. Nothing is learned from those
    that are measured.
    """
    site = _Site()
    for each in comments[:decisions]:
        site.learn(each)
    found = Measurement(min(decisions, len(comments)))
    for each in comments[decisions:]:
        verdict = screen(each.submission, site.facts(each.submission), clues=CONTENT)
        is_held = verdict.outcome is not Outcome.PUBLISH
        found.seen[each.is_spam] += 1
        found.held[each.is_spam] += is_held
        found.clues.update((each.is_spam, clue) for clue in {one.clue for one in verdict.evidence})
        if is_held != each.is_spam:
            found.wrong.append(each)
    return found


class _Site:
    """What a site would know, kept in memory."""

    def __init__(self) -> None:
        self.lessons: Counter[bool] = Counter()
        self.counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        self.texts: set[str] = set()
        self.hosts: set[str] = set()

    def learn(self, one: Labelled) -> None:
        self.lessons[one.is_spam] += 1
        self.counts[one.is_spam].update(features.of(one.submission))
        self.texts.add(one.submission.text.digest)
        if not one.is_spam:
            self.hosts.update(hosts(one.submission.links))

    def facts(self, submission: Submission) -> Facts:
        return Facts(
            text_is_known=submission.text.digest in self.texts,
            known_hosts=frozenset(self.hosts),
            experience=bayes.Experience(
                bayes.Count(self.lessons[False], self.lessons[True]),
                dict(self._counts(features.of(submission))),
            ),
        )

    def _counts(self, words: list[str]) -> Iterator[tuple[str, bayes.Count]]:
        good, spam = self.counts[False], self.counts[True]
        for word in words:
            if word in good or word in spam:
                yield word, bayes.Count(good[word], spam[word])
