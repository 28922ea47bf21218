"""Words that a health site must not leave unread: danger, and trade in medicines.

The lists are in English, like the site. Each phrase is compared with whole words that follow each
other, folded as `comments.screening.folding` does it.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from comments.screening.folding import Folded
from comments.screening.verdict import Evidence, Facts, Submission

EMERGENCY, SELF_HARM = "health.emergency", "health.self_harm"
SEEING_HELP = {EMERGENCY, SELF_HARM}
"""What makes the site show its writer where help is to be had."""

_PHRASES: dict[str, tuple[Any, str]] = {
    EMERGENCY: (
        _("It sounds like an emergency."),
        """
        can't breathe | cannot breathe | can not breathe | struggling to breathe
        chest pain right now | chest pains right now | having a heart attack | having a stroke
        i took too many | i have taken too many | i've taken too many | took the whole box
        took the whole bottle | taken an overdose | took an overdose | i have overdosed
        i've overdosed | i overdosed | coughing up blood | vomiting blood | throwing up blood
        throat is swelling | face is drooping | won't wake up | can't wake him | can't wake her
        is unconscious | has collapsed | passed out and
        """,
    ),
    SELF_HARM: (
        _("It speaks of suicide or self-harm."),
        """
        kill myself | killing myself | end my life | ending my life | end it all | take my own life
        taking my own life | want to die | wanted to die | wish i was dead | wish i were dead
        better off dead | better off without me | no reason to live | don't want to live
        do not want to live | don't want to be here anymore | not want to be here anymore
        suicide | suicidal | self harm | self harming | cut myself | cutting myself
        hurt myself on purpose | hurting myself
        """,
    ),
    "health.dosing": (
        _("It is about the dose of a medicine."),
        """
        how many mg | how much mg | what dose should | what dose do | what dose can | which dose
        how many tablets can | how many tablets should | how many pills can | how many pills should
        double the dose | double your dose | double my dose | doubled my dose | triple the dose
        increase your dose | increase the dose yourself | higher dose than prescribed
        stop taking your | come off your | stop your medication | stop your tablets
        skip your dose | more than the leaflet says | more than prescribed
        """,
    ),
    "health.sourcing": (
        _("It is about getting prescription medicines without a prescription."),
        """
        without a prescription | without prescription | no prescription | no rx
        prescription not required | prescription free | where can i buy | where to buy
        buy it online without | can i order | selling my leftover | sell my leftover | sell you my
        spare tablets | spare pills | leftover tablets | leftover antibiotics | leftover pills
        dm me for | cheap meds | discreet shipping | discreet delivery | overnight delivery
        """,
    ),
}
_UNITS = {"mg", "mcg", "ug", "ml", "milligrams", "micrograms", "units"}
_DOSE = re.compile(rf"\d ?(?:{'|'.join(_UNITS)})\b")
_ADVICE = {"take", "taking", "try", "use", "inject", "increase", "start"}
_TO_OTHERS = {"you", "your", "just", "should", "can", "everyone", "everybody"}
# Advice and the dose that it names stand this close together, in words.
_REACH = 6


def _folded(phrases: str) -> list[str]:
    each = (phrase for line in phrases.splitlines() for phrase in line.split("|"))
    return [line for phrase in each if (line := Folded(phrase).line.strip())]


_FOLDED = {clue: (words, _folded(phrases)) for clue, (words, phrases) in _PHRASES.items()}


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    text = submission.text
    for clue, (words, phrases) in _FOLDED.items():
        # There are a hundred phrases, and hardly ever does a text have one of them in whatever way.
        there = [phrase for phrase in phrases if phrase in text.line]
        matched = next((found for phrase in there if (found := text.find_words(phrase))), None)
        if matched is None and clue == "health.dosing":
            matched = _advised_dose(text)
        if matched is not None:
            yield Evidence(clue, str(words), matched)


def _advised_dose(text: Folded) -> str | None:
    """Advice to others that names a dose: “you should take 400 mg”, not “I take 20 mg”."""
    words = text.words
    if not _DOSE.search(text.line):
        return None
    for place in range(len(words)):
        if not _is_dose(words, place):
            continue
        before = words[max(0, place - _REACH) : place]
        advice = [at for at, each in enumerate(before) if each in _ADVICE]
        if advice and not {"i", "my", "me"} & set(before) and _advises(before, advice[0]):
            return text.quote_words(place - len(before) + advice[0], place)
    return None


def _advises(before: list[str], place: int) -> bool:
    return place == 0 or before[place - 1] in _TO_OTHERS or bool(_TO_OTHERS & set(before[:place]))


def _is_dose(words: list[str], place: int) -> bool:
    word = words[place]
    if word in _UNITS:
        return place > 0 and words[place - 1].isdecimal()
    return word[:1].isdecimal() and word.lstrip("0123456789") in _UNITS
