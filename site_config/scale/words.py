"""Plausible texts: a few words are in every sentence, most are rare (Zipf's law)."""

from functools import cache
from itertools import accumulate
from random import Random

VOCABULARY = 6_000

_SENTENCE = 14
_PARAGRAPH = 4 * _SENTENCE

_COMMON = (
    "the of and to a in is you it that for with are or as your can may be not on if this have from "
    "by more will at but most some about when which after one them who there has less do also each "
    "how than they between what many other often before during people doctor time day week should"
).split()
_FIELD = (
    "sleep pain blood heart care symptom treatment medicine risk nurse clinic test exercise skin "
    "stress muscle nerve headache diet water tablet dose hospital patient disease weight pressure "
    "eye bone joint vaccine infection allergy surgery recovery fever cough lung kidney liver sugar "
    "salt vitamin walking breathing balance memory mood anxiety child adult pregnancy age injury "
    "scan needle wound virus therapy research evidence study reaction dizziness rest hearing tooth "
    "migraine injection toxin insulin asthma stroke cancer cholesterol arthritis diabetes screening"
).split()
_BEGINNINGS = "b br c ch d dr f g gl h j k l m n p pl qu r s st t tr v w z".split()
_MIDDLES = "a e i o u ai ea ou".split()
_ENDS = " n r l s m t x nd st rm lt".split(" ")


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """The words, the most frequent first, and their frequencies added up."""
    words = dict.fromkeys([*_COMMON, *_FIELD])
    chance = Random("vocabulary")  # noqa: S311 - nothing secret
    while len(words) < VOCABULARY:
        syllables = chance.randint(2, 4)
        words["".join(_syllable(chance) for _ in range(syllables))] = None
    return list(words), list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))


def _syllable(chance: Random) -> str:
    return chance.choice(_BEGINNINGS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)


class Writer:
    """Writes the same texts for the same seed; `chance` is for other choices beside them."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)  # noqa: S311 - nothing secret

    def words(self, count: int) -> list[str]:
        words, frequencies = _vocabulary()
        return self.chance.choices(words, cum_weights=frequencies, k=count)

    def title(self) -> str:
        """A few words, the first of them from the field of health."""
        return " ".join([self.chance.choice(_FIELD), *self.words(4)]).capitalize()

    def text(self, count: int) -> str:
        """Sentences of `count` words in all."""
        words = self.words(count)
        sentences = (words[start : start + _SENTENCE] for start in range(0, count, _SENTENCE))
        return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in sentences)

    def body(self, paragraphs: int, *, sources: int = 0) -> str:
        """Clean HTML with a heading before every second paragraph; each source is cited once."""
        parts = []
        for number in range(paragraphs):
            if number % 2 == 0:
                parts.append(f"<h2>{self.title()}</h2>")
            marker = f" [{number + 1}]" if number < sources else ""
            parts.append(f"<p>{self.text(_PARAGRAPH)}{marker}</p>")
        return "".join(parts)
