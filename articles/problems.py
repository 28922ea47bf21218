"""What the publish gate finds."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Problem:
    """One finding: the stable id of its check, the form field it belongs to, and a sentence.

    An error blocks publication, a warning needs the tick of a person, a note only informs. `hint`
    says how to mend it, where the sentence does not.
    """

    check_id: str
    level: Level
    field: str
    message: str
    hint: str = ""

    @property
    def key(self) -> str:
        """What a form calls it; the same finding has the same key in every revision."""
        return sha256(f"{self.check_id}\n{self.message}".encode()).hexdigest()[:16]
