"""What the publish gate finds."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One finding: the stable id of its check, the form field it belongs to, and a sentence."""

    check_id: str
    level: Level
    field: str
    message: str
