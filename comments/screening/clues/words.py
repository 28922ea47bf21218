"""Words that moderators have made a rule of, in the text, the name, the website or the address."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from comments.models import Rule
from comments.screening.folding import Folded
from comments.screening.verdict import Evidence, Facts, Submission, WordRule

# What is more adds nothing to what a moderator has to know.
_MOST = 5


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    if not facts.rules:
        return
    fields = [
        submission.text,
        *map(Folded, (submission.name, submission.website, submission.email)),
    ]
    found = 0
    for rule in facts.rules:
        matched = next((quote for field in fields if (quote := find(rule, field))), None)
        if matched is not None:
            is_spam = rule.effect == Rule.Effect.SPAM
            words = _("A rule names “%(words)s”.") % {"words": rule.words}
            yield Evidence("words", words, matched, is_spam)
            found += 1
        if found == _MOST:
            return


def find(rule: WordRule, text: Folded) -> str | None:
    """What `rule` matches in `text`, as it stands there, or None."""
    part, words = _wanted(rule.words)
    if rule.whole_word and words:
        return text.find_words(words)
    return text.find(part) if part else None


@lru_cache(maxsize=1000)
def _wanted(words: str) -> tuple[str, str]:
    """The folded words of a rule: as they are, and as whole words."""
    folded = Folded(words)
    return folded.text.strip(), folded.line.strip()
