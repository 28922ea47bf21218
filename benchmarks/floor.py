"""The floor: what answering costs a server whose application has nothing to do.

The application returns one answer, bytes and headers, that the site gave before; FLOOR_ANSWER
names the file that `benchmarks.load.Answer.keep` wrote it to.
"""

import os
from pathlib import Path
from typing import Any

from benchmarks.load import Answer

ANSWER = Answer.kept_in(Path(os.environ["FLOOR_ANSWER"]))


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", ANSWER.headers)
    return [ANSWER.body]
