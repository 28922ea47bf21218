"""What the classifier counts of a comment: its words, whom and what it names, and its form."""

from django.utils.translation import gettext as _

from comments.screening import bayes
from comments.screening.folding import Folded
from comments.screening.verdict import Submission

_SHORT, _LONG = 12, 80


def of(submission: Submission) -> list[str]:
    """The distinct features; those of the text are its folded words, others have a colon."""
    return bayes.distinct([*_about(submission), *submission.text.words])


def in_words(submission: Submission, features: list[str]) -> tuple[str, str]:
    """How features are told to a moderator: as a list, and as they stand in the submission."""
    named, quoted = [], []
    for feature in features:
        sort, colon, value = feature.partition(":")
        named.append(_NAMES[feature]() if feature in _NAMES else value if colon else feature)
        if found := _quote(submission, sort, value):
            quoted.append(found)
    return ", ".join(named), "\n".join(quoted)


def _quote(submission: Submission, sort: str, value: str) -> str | None:
    if sort == "name":
        return Folded(submission.name).find_words(value)
    return None if value else submission.text.find_words(sort)


def _about(submission: Submission) -> list[str]:
    body, links = submission.body, len(submission.links)
    letters = [each for each in body[:500] if each.isalpha()]
    shouted = sum(map(str.isupper, letters)) > len(letters) / 3 and len(letters) > 10
    size = len(submission.text.words)
    form = {
        "form:short": size < _SHORT,
        "form:long": size > _LONG,
        "form:link": links == 1,
        "form:links": links > 1,
        "form:website": bool(submission.website),
        "form:shouting": shouted,
        "form:exclaiming": body.count("!") > 2,
        "form:money": any(sign in body for sign in "$€£%"),
        "form:asking": body.rstrip().endswith("?"),
    }
    named = [f"name:{word}" for word in Folded(submission.name).words]
    led_to = [f"host:{host}" for host in submission.hosts]
    return [*(name for name, is_so in form.items() if is_so), *led_to, *named]


_NAMES = {
    "form:short": lambda: _("few words"),
    "form:long": lambda: _("many words"),
    "form:link": lambda: _("a link"),
    "form:links": lambda: _("several links"),
    "form:website": lambda: _("a website"),
    "form:shouting": lambda: _("capital letters"),
    "form:exclaiming": lambda: _("exclamation marks"),
    "form:money": lambda: _("amounts"),
    "form:asking": lambda: _("a question"),
}
