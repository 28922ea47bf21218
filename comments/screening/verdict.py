"""What screening says: publish, hold, put with the spam or refuse, and the evidence for it."""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from comments.screening import hosts
from comments.screening.bayes import Experience
from comments.screening.folding import Folded


class Outcome(Enum):
    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Evidence:
    """What one clue found: its stable name, a sentence for moderators, and the matched text.

    `matched` quotes the submission: each of its lines stands there as it is. `is_spam` puts the
    comment with the spam, where moderators can look it through; other evidence holds it.
    """

    clue: str
    words: str
    matched: str = ""
    is_spam: bool = False

    @property
    def stored(self) -> dict[str, str]:
        """The evidence as it is kept with a comment."""
        return {"clue": self.clue, "words": self.words, "matched": self.matched}


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()

    @property
    def reasons(self) -> list[dict[str, str]]:
        return [one.stored for one in self.evidence]


@dataclass(frozen=True)
class Submission:
    """Everything that was sent; no request, no database.

    `proved` says that the writer has proved, for this post, that the address is theirs.
    `filled_in` is how many seconds the form took, where the script could tell. `editing` is the
    number of the comment that is changed, 0 for a new one. The article is known by its number or
    by the path at which readers find it.
    """

    name: str
    email: str
    website: str
    body: str
    trap: str = ""
    by_staff: bool = False
    origin_known: bool = True
    article_id: int = 0
    path: str = ""
    network: str = ""
    proved: bool = False
    filled_in: float | None = None
    editing: int = 0

    @cached_property
    def text(self) -> Folded:
        return Folded(self.body)

    @cached_property
    def links(self) -> list[str]:
        """The web addresses in the text, as they stand there."""
        return hosts.links(self.body)

    @cached_property
    def hosts(self) -> list[str]:
        """The first hosts that the text links to, and that of the website."""
        return hosts.hosts([*self.links, self.website])


class WordRule(NamedTuple):
    """What `models.Rule` says."""

    words: str
    whole_word: bool
    effect: str


@dataclass(frozen=True)
class Facts:
    """What the site knows about a submission; `comments.screening.facts` gathers it.

    `article` is its number, None where there is no article any more.
    `moderation` and `panic` are values of `Moderation` and `Panic.Measure`, "" where nothing was
    said; `closes_after` is what the site says of discussions, in days. `proved` is whether the
    address is its writer's own. `published` and `rejected` count what lately became of comments
    under the same address; `from_network` and `from_address` how many came within ten minutes,
    whatever became of them. `known_hosts` are those of the submission's hosts that published
    comments have linked to. `is_expected` is whether moderators will hear of it by a task that is
    queued already, should it have to wait.
    """

    article: int | None = None
    moderation: str = ""
    panic: str = ""
    closes_after: int | None = None
    banned: bool = False
    proved: bool = False
    trusted: bool = False
    published: int = 0
    rejected: int = 0
    from_network: int = 0
    from_address: int = 0
    text_is_known: bool = False
    is_expected: bool = False
    known_hosts: frozenset[str] = frozenset()
    rules: tuple[WordRule, ...] = ()
    experience: Experience = field(default_factory=Experience)
