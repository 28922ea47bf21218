"""What screening says: publish, hold or refuse, and the evidence for it."""

from dataclasses import asdict, dataclass
from enum import Enum


class Outcome(Enum):
    PUBLISH = "publish"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Evidence:
    """What one clue found: its stable name, a sentence for moderators, and the matched text."""

    clue: str
    words: str
    matched: str = ""


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()

    @property
    def reasons(self) -> list[dict[str, str]]:
        """The evidence as it is stored with the comment."""
        return [asdict(one) for one in self.evidence]


@dataclass(frozen=True)
class Submission:
    """Everything a clue may look at; no request, no database."""

    name: str
    email: str
    website: str
    body: str
    trap: str = ""
    by_staff: bool = False
    origin_known: bool = True
